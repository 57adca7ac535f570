package io.parley.sse;

import io.parley.chance.Secrets;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The event streams that one HTTP event loop writes. */
public final class EventStreams {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final StreamSettings settings;
    private final Timers timers;
    private final Secrets secrets;
    private final StreamMetrics metrics;
    private final Set<EventStream> open = new HashSet<>();

    public EventStreams(StreamSettings settings, Timers timers, Secrets secrets, StreamMetrics metrics) {
        this.settings = settings;
        this.timers = timers;
        this.secrets = secrets;
        this.metrics = metrics;
    }

    /**
     * Opens a stream on the response.
     *
     * @param login       the login that it belongs to, or null
     * @param lastEventId what the client gave, or null
     * @param stanzas     whether it wants {@code chatapi.xmpp} too
     * @param whenOver    takes what is to be done when the response is over, however it ended
     * @return when the stream has begun; until a failure nothing has been written
     */
    public Future<Void> open(HttpServerResponse response, SessionLog log, String login, String lastEventId, boolean stanzas,
                             Consumer<Runnable> whenOver) {
        EventStream stream = new EventStream(secrets.id("e-"), response, log, settings, timers, metrics, login, stanzas, this::ended);
        open.add(stream);
        metrics.opened();
        whenOver.accept(stream::closed);
        return stream.begin(lastEventId);
    }

    /** There is nothing to be had just now: a stream that ends at once, with the hint to come again soon. */
    public void turnAway(HttpServerResponse response) {
        SseWriter writer = new SseWriter(response);
        writer.begin();
        writer.endWithRetry(RETRY.plusMillis((long) (RETRY.toMillis() * secrets.jitter())));
    }

    private void ended(EventStream stream) {
        if (open.remove(stream)) {
            metrics.closed();
        }
    }

    /** The node stops: every stream ends properly, its client told to come back after a time that is spread over {@code retry}. */
    public void drain(Duration retry) {
        List.copyOf(open).forEach(stream -> stream.drain(retry.plusMillis((long) (retry.toMillis() * secrets.jitter()))));
    }

    public int size() {
        return open.size();
    }
}
