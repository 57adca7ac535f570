package io.parley.admin.group;

import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.function.Function;

/** Users as the XMPP server lists them. */
public record ListedUsers(Function<String, Future<Void>> require) implements UserCheck {
    private static final int NOT_FOUND = 404;
    private static final int NOT_SUPPORTED = 501;

    @Override
    public Future<Boolean> exists(String username) {
        return require.apply(username).map(true).recover(ListedUsers::judged);
    }

    private static Future<Boolean> judged(Throwable failure) {
        int status = failure instanceof ProblemException refused ? refused.problem().status() : 0;
        return status == NOT_FOUND ? Future.succeededFuture(false)
                : status == NOT_SUPPORTED ? Future.succeededFuture(true) : Future.failedFuture(failure);
    }
}
