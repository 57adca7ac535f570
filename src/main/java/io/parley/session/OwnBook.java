package io.parley.session;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** There is nobody else: {@link Sessions} knows its own, and nobody takes one over. */
final class OwnBook implements SessionBook {
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Future<Optional<SessionEntry>> ofUser(String user) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<SessionEntry>> ofStream(String streamId) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<SessionEntry>> claim(SessionEntry first) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Boolean> replace(SessionEntry was, SessionEntry next) {
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Boolean> release(SessionEntry last) {
        return Future.succeededFuture(true);
    }

    @Override
    public Future<List<SessionEntry>> orphans(List<String> nodes) {
        return Future.succeededFuture(List.of());
    }
}
