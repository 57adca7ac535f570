package io.parley.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** New users log in, and Parley's open their event streams: first logins, for which the XMPP server hashes the password. */
final class LoginRound {
    /** As many at once as Parley lets in. */
    static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final OnLoop onLoop;
    private final Site site;
    private final int count;
    private int users;

    LoginRound(OnLoop onLoop, Site site, int count) {
        this.onLoop = onLoop;
        this.site = site;
        this.count = count;
    }

    /** Logins a second. */
    double perSecond(Function<String, Future<?>> login) {
        List<String> names = Site.numbers(users, users + count).stream().map(number -> site.account("newcomer-" + number)).toList();
        users += count;
        long begin = System.nanoTime();
        onLoop.run(() -> InParallel.each(names, AT_ONCE, login), PATIENCE);
        return count / ((System.nanoTime() - begin) / 1e9);
    }
}
