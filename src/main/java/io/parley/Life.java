package io.parley;

import io.parley.chance.Secrets;
import io.parley.cluster.Member;
import io.parley.cluster.Surroundings;
import io.parley.config.Config;
import io.parley.config.LiveConfig;
import io.parley.ops.Registry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the program: a Vert.x that is measured, alone or as a member of a cluster, and everything on it. Blocks; not for an event loop. */
final class Life {
    private static final Logger LOG = LoggerFactory.getLogger(Life.class);
    private static final Duration START = Duration.ofMinutes(2);
    /** What a network that broke still holds is not waited for: the sooner this life is over, the sooner the next begins. */
    private static final Duration PARTING = Duration.ofSeconds(5);
    /** For the event loops to end, once nothing runs on them any more. */
    private static final Duration LAST_BREATH = Duration.ofSeconds(2);

    private final Config config;
    private final Vertx vertx;
    private final Optional<Member> member;
    private final Parley parley;

    private Life(Config config, Vertx vertx, Optional<Member> member, Parley parley) {
        this.config = config;
        this.vertx = vertx;
        this.member = member;
        this.parley = parley;
    }

    /**
     * Begins, and returns when everything runs.
     *
     * @param leftBehind told when the other nodes go on without this one
     */
    static Life begin(LiveConfig live, Runnable leftBehind) {
        Config config = live.get();
        Registry registry = new Registry();
        Optional<Member> member = Optional.of(config.cluster()).filter(Config.Cluster::enabled).map(cluster -> {
            Surroundings.await(config, START);
            return Member.join(cluster, new Secrets(new SecureRandom()).id("n-"));
        });
        Vertx vertx = null;
        try {
            vertx = member.isPresent() ? await(registry.clustered(config.eventLoops(), member.get().manager(), config.cluster().host()))
                    : registry.vertx(config.eventLoops());
            return new Life(config, vertx, member, await(Parley.startAll(vertx, live, Clock.systemUTC(), registry, member, leftBehind)));
        } catch (RuntimeException e) {
            Optional.ofNullable(vertx).ifPresent(Vertx::close);
            member.ifPresent(Member::vanish);
            throw e;
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Parley does not get ready within " + START, e);
        }
    }

    Parley parley() {
        return parley;
    }

    /** Everything ends properly, within the time that configuration grants. */
    void end() {
        end(parley.close(), config.shutdownGrace());
        member.ifPresent(Member::leave);
    }

    /** The others go on without this node: nothing here is its own any more, and nobody is to be told anything. */
    void breakOff() {
        end(parley.abandon(), config.shutdownGrace().compareTo(PARTING) < 0 ? config.shutdownGrace() : PARTING);
        member.ifPresent(Member::vanish);
    }

    private void end(Future<Void> parts, Duration most) {
        quietly("everything", parts, Duration.ofMillis(Math.max(1, most.toMillis())));
        quietly("Vert.x", vertx.close(), LAST_BREATH);
    }

    private static void quietly(String what, Future<Void> end, Duration most) {
        try {
            end.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.warn("{} did not end in time: {}", what, e.toString());
        }
    }
}
