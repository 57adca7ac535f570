package io.parley.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.parley.bus.Moving;
import io.parley.session.SessionBook;
import io.parley.session.SessionEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The sessions of all nodes in two of Hazelcast's maps: by user, changed by {@link Exchange} alone; and whose each stream id is. */
final class ClusteredBook implements SessionBook {
    static final String BY_USER = "parley.sessions";
    static final String BY_STREAM = "parley.streams";

    private final Vertx vertx;
    private final Duration patience;
    private final IMap<String, String> byUser;
    private final IMap<String, String> byStream;

    /** @param patience how long an answer may take */
    ClusteredBook(Vertx vertx, HazelcastInstance hazelcast, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.byUser = hazelcast.getMap(BY_USER);
        this.byStream = hazelcast.getMap(BY_STREAM);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Future<Optional<SessionEntry>> ofUser(String user) {
        return answer(() -> byUser.getAsync(user)).map(found -> Optional.ofNullable(found).map(EntryText::read));
    }

    @Override
    public Future<Optional<SessionEntry>> ofStream(String streamId) {
        return answer(() -> byStream.getAsync(streamId)).compose(user -> user == null ? Future.succeededFuture(Optional.<SessionEntry>empty())
                : ofUser(user).map(entry -> entry.filter(one -> one.streamId().equals(streamId))));
    }

    @Override
    public Future<Optional<SessionEntry>> claim(SessionEntry first) {
        String text = EntryText.of(first);
        return answer(() -> byStream.setAsync(first.streamId(), first.user())).compose(set -> changed(first.user(), null, text))
                .compose(before -> before == null || before.equals(text) ? Future.succeededFuture(Optional.<SessionEntry>empty())
                        : answer(() -> byStream.removeAsync(first.streamId())).map(removed -> Optional.of(EntryText.read(before))));
    }

    @Override
    public Future<Boolean> replace(SessionEntry was, SessionEntry next) {
        String expected = EntryText.of(was);
        String text = EntryText.of(next);
        return changed(was.user(), expected, text).map(before -> expected.equals(before) || text.equals(before));
    }

    @Override
    public Future<Boolean> release(SessionEntry last) {
        String expected = EntryText.of(last);
        return changed(last.user(), expected, null).compose(before -> before == null || expected.equals(before)
                ? answer(() -> byStream.removeAsync(last.streamId())).map(true) : Future.succeededFuture(false));
    }

    /**
     * What was there. When the node that keeps an entry dies before it has answered, Hazelcast asks the next one, which may have this very
     * change already: to find what was to be written is to have written it.
     */
    private Future<String> changed(String user, String expected, String next) {
        return answer(() -> byUser.submitToKey(user, new Exchange(expected, next, 0)));
    }

    @Override
    public Future<List<SessionEntry>> orphans(List<String> nodes) {
        return vertx.executeBlocking(() -> {
            Set<String> users = byUser.localKeySet(new OwnedByNone(nodes));
            Map<String, String> found = users.isEmpty() ? Map.of() : byUser.getAll(users);
            return found.values().stream().map(EntryText::read).toList();
        }, false);
    }

    int kept() {
        return (int) byUser.getLocalMapStats().getOwnedEntryCount();
    }

    /** Entries that this node keeps, and the bytes that they take with the copies that it keeps of others'. */
    Map<String, Long> size() {
        var sessions = byUser.getLocalMapStats();
        var streams = byStream.getLocalMapStats();
        return Map.of("sessions", sessions.getOwnedEntryCount(), "bytes", sessions.getHeapCost() + streams.getHeapCost());
    }

    private interface Asking<T> {
        CompletionStage<T> ask();
    }

    private <T> Future<T> answer(Asking<T> asking) {
        Future<T> answer;
        try {
            answer = Future.fromCompletionStage(asking.ask(), vertx.getOrCreateContext());
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(Moving.unsettled().exception(failure)));
    }
}
