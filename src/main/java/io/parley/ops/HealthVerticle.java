package io.parley.ops;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.HealthAsk;
import io.parley.bus.HealthAsk.Aspect;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Serves {@link Addresses#HEALTH}. Anybody may ask, so nothing is looked into more often than once a second, however many do: a database
 * or an XMPP server that has trouble is not to be asked to death.
 */
public final class HealthVerticle extends VerticleBase {
    private static final Duration MEMORY = Duration.ofSeconds(1);
    private static final int RETRY_SECONDS = 5;

    private record Known(Future<Readiness.Report> report, Instant since) {
    }

    private final Bus bus;
    private final Map<Aspect, List<HealthCheck>> checks;
    private final InstantSource clock;
    private final Map<Aspect, Known> known = new EnumMap<>(Aspect.class);
    private Bus.Serving serving;

    /** @param checks for every aspect, those that it consists of */
    public HealthVerticle(Bus bus, Map<Aspect, List<HealthCheck>> checks, InstantSource clock) {
        this.bus = bus;
        this.checks = Map.copyOf(checks);
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        serving = bus.serve(Addresses.HEALTH, this::answer);
        return serving.begun();
    }

    @Override
    public Future<?> stop() {
        return serving.end();
    }

    private Future<? extends BusRecord> answer(HealthAsk asked) {
        Known last = known.get(asked.aspect());
        if (last == null || clock.instant().isAfter(last.since().plus(MEMORY))) {
            last = new Known(new Readiness(checks.get(asked.aspect())).report(), clock.instant());
            known.put(asked.aspect(), last);
        }
        return last.report().map(report -> told(asked.aspect(), report));
    }

    private static Done told(Aspect aspect, Readiness.Report report) {
        if (!report.up()) {
            boolean alive = aspect == Aspect.LIVENESS || aspect == Aspect.DEADLOCK;
            throw Problem.unavailable(alive ? "not-alive" : "not-ready", "Down: " + String.join(", ", report.down()) + ".", RETRY_SECONDS)
                    .exception();
        }
        return new Done();
    }
}
