package io.parley.session;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys kept somewhere else: each is written, or not, when a test says so; what was done with them can be asked. */
public final class SlowKeys implements SentKeys {
    private final Map<String, Attempt> kept = new LinkedHashMap<>();
    private final Map<String, Promise<Void>> writing = new LinkedHashMap<>();

    @Override
    public Future<Optional<Attempt>> begin(String user, String key, Attempt first) {
        Promise<Void> written = Promise.promise();
        writing.put(key, written);
        return written.future().map(done -> Optional.ofNullable(kept.putIfAbsent(key, first)));
    }

    public void written(String key) {
        writing.remove(key).complete();
    }

    public void notWritten(String key, Throwable why) {
        writing.remove(key).fail(why);
    }

    @Override
    public Future<Void> keep(String user, String key, Attempt attempt) {
        kept.put(key, attempt);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> forget(String user, String key, Attempt attempt) {
        kept.remove(key, attempt);
        return Future.succeededFuture();
    }

    /** What is written down of the key. */
    public Optional<Attempt> of(String key) {
        return Optional.ofNullable(kept.get(key));
    }
}
