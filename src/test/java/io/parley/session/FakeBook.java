package io.parley.session;

import io.parley.bus.Moving;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A book that several nodes share, whose answers can be lost and held back. */
public final class FakeBook implements SessionBook {
    /** Whether other nodes read it too. */
    boolean shared = true;
    public final Map<String, SessionEntry> entries = new HashMap<>();
    final List<SessionEntry> written = new ArrayList<>();
    /** So many of the next changes are done, but nobody is told so. */
    int answersToLose;
    /** So many of the next changes are not done. */
    int changesToRefuse;
    /** Whether changes are done, but answered only by {@link #answer}. */
    boolean slow;
    /** Whether what is read is told only by {@link #answer}, when it may be another already. */
    boolean slowReads;
    public boolean away;
    /** How often it was asked for a stream. */
    public int streamsAsked;
    private final List<Runnable> held = new ArrayList<>();

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public Future<Optional<SessionEntry>> ofUser(String user) {
        if (away) {
            return unsettled();
        }
        Optional<SessionEntry> found = Optional.ofNullable(entries.get(user));
        return slowReads ? later(found) : Future.succeededFuture(found);
    }

    @Override
    public Future<Optional<SessionEntry>> ofStream(String streamId) {
        streamsAsked++;
        return away ? unsettled()
                : Future.succeededFuture(entries.values().stream().filter(entry -> entry.streamId().equals(streamId)).findFirst());
    }

    @Override
    public Future<Optional<SessionEntry>> claim(SessionEntry first) {
        return changed(() -> {
            SessionEntry before = entries.putIfAbsent(first.user(), first);
            return Optional.ofNullable(before);
        });
    }

    @Override
    public Future<Boolean> replace(SessionEntry was, SessionEntry next) {
        return changed(() -> {
            boolean done = entries.replace(was.user(), was, next);
            if (done) {
                written.add(next);
            }
            return done;
        });
    }

    @Override
    public Future<Boolean> release(SessionEntry last) {
        return changed(() -> entries.remove(last.user(), last) || !entries.containsKey(last.user()));
    }

    @Override
    public Future<List<SessionEntry>> orphans(List<String> nodes) {
        return Future.succeededFuture(entries.values().stream().filter(entry -> !nodes.contains(entry.node())).toList());
    }

    private interface Change<T> {
        T make();
    }

    private <T> Future<T> changed(Change<T> change) {
        if (away || changesToRefuse > 0) {
            changesToRefuse = Math.max(0, changesToRefuse - 1);
            return unsettled();
        }
        T result = change.make();
        if (answersToLose > 0) {
            answersToLose--;
            return unsettled();
        }
        return slow ? later(result) : Future.succeededFuture(result);
    }

    private <T> Future<T> later(T result) {
        Promise<T> promise = Promise.promise();
        held.add(() -> promise.complete(result));
        return promise.future();
    }

    /** Answers the change that has waited longest. */
    void answer() {
        held.remove(0).run();
    }

    int unanswered() {
        return held.size();
    }

    private static <T> Future<T> unsettled() {
        return Future.failedFuture(Moving.unsettled().exception());
    }
}
