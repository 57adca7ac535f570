package io.parley.fastpath;

import io.parley.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rounds of the workgroups: whatever happens wakes its workgroup, which then does what is due and matches questions with
 * experts. One round of a workgroup at a time; between them one timer, for the next thing that is due. Nothing polls.
 */
final class Dispatcher {
    /** Nothing is due. */
    static final long NEVER = Long.MAX_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** The database is away: it is tried again after this. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Timers.Timer NONE = () -> { };

    private static final class Line {
        private boolean running;
        private boolean again;
        private Timers.Timer alarm = NONE;
    }

    private final Function<String, Future<Long>> round;
    private final InstantSource clock;
    private final Timers timers;
    private final Map<String, Line> lines = new HashMap<>();
    private boolean stopped;

    /** @param round one round of a workgroup; gives when the next thing is due, milliseconds since 1970, or {@link #NEVER} */
    Dispatcher(Function<String, Future<Long>> round, InstantSource clock, Timers timers) {
        this.round = round;
        this.clock = clock;
        this.timers = timers;
    }

    /** Something has happened in this workgroup. */
    void wake(String workgroup) {
        if (stopped) {
            return;
        }
        Line line = lines.computeIfAbsent(workgroup, name -> new Line());
        if (line.running) {
            line.again = true;
        } else {
            run(workgroup, line);
        }
    }

    private void run(String workgroup, Line line) {
        line.running = true;
        line.again = false;
        line.alarm.cancel();
        Future.succeededFuture(workgroup).compose(round).onSuccess(due -> rest(workgroup, line, due)).onFailure(failure -> {
            LOG.warn("a round of {} failed: {}", workgroup, failure.toString());
            rest(workgroup, line, clock.millis() + PAUSE.toMillis());
        });
    }

    private void rest(String workgroup, Line line, long due) {
        line.running = false;
        if (stopped) {
            return;
        }
        if (line.again) {
            run(workgroup, line);
        } else if (due != NEVER) {
            line.alarm = timers.after(Duration.ofMillis(Math.max(1, due - clock.millis())), () -> wake(workgroup));
        }
    }

    void forget(String workgroup) {
        Line line = lines.remove(workgroup);
        if (line != null) {
            line.alarm.cancel();
        }
    }

    void stop() {
        stopped = true;
        lines.values().forEach(line -> line.alarm.cancel());
    }
}
