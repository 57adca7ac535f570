package io.parley.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * An event stream over a real connection of its own, read on an event loop and asked by the test's thread. Every event is held against
 * the contract; the first that does not fit fails whatever waits next.
 */
public final class SseClient implements AutoCloseable {
    /** How a stream ended: by its last chunk, by a broken connection, or by {@link #close}. */
    public enum End { OPEN, COMPLETE, RESET, CLOSED_HERE }

    private final HttpClient client;
    private final ContractCheck check;
    private final List<SseEvent> events = new ArrayList<>();
    private final SseParser parser = new SseParser(this::received);
    private HttpClientResponse response;
    private End end = End.OPEN;
    private AssertionError wrong;
    private int read;

    private SseClient(HttpClient client, ContractCheck check) {
        this.client = client;
        this.check = check;
    }

    /** Opens with the API client's credentials; for a 200 only: ask {@link ApiClient#get} for refusals. */
    public static SseClient open(Vertx vertx, ContractCheck check, ApiClient api, String uri) {
        return open(vertx, check, api.base(), uri, api.headers());
    }

    /** @param uri path and query, encoded */
    public static SseClient open(Vertx vertx, ContractCheck check, URI base, String uri, Map<String, String> headers) {
        SseClient stream = new SseClient(vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false)), check);
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setHost(base.getHost()).setPort(base.getPort())
                .setSsl(base.getScheme().equals("https")).setURI(uri).putHeader("Accept", "text/event-stream");
        headers.forEach(options::putHeader);
        try {
            Await.await(Future.<Void>future(opened -> vertx.runOnContext(go -> stream.request(options, uri).onComplete(opened))));
        } catch (AssertionError e) {
            stream.close();
            throw e;
        }
        return stream;
    }

    /** Everything received so far. */
    public synchronized List<SseEvent> events() {
        return List.copyOf(events);
    }

    /** Waits for the next event that fits, behind the one that was returned last. */
    public SseEvent next(Predicate<SseEvent> wanted) {
        return await("such an event", () -> {
            while (read < events.size()) {
                SseEvent event = events.get(read++);
                if (wanted.test(event)) {
                    return event;
                }
            }
            return null;
        });
    }

    /** Waits for the next event of that name. */
    public SseEvent next(String name) {
        return next(event -> event.event().equals(name));
    }

    /** Waits until an event that fits has been received at any time. */
    public SseEvent await(Predicate<SseEvent> wanted) {
        return await("such an event", () -> events.stream().filter(wanted).findFirst().orElse(null));
    }

    /** Waits until at least so many events have been received. */
    public List<SseEvent> awaitCount(int count) {
        awaitTrue(count + " events", () -> events.size() >= count);
        return events();
    }

    /** Waits for one more comment than there are now: a heartbeat. */
    public void awaitComment() {
        int now = comments();
        awaitTrue("a comment", () -> parser.comments() > now);
    }

    /** Waits until the stream is over, and tells how it ended. */
    public End awaitEnd() {
        return await("the end", () -> end == End.OPEN ? null : end);
    }

    public synchronized int comments() {
        return parser.comments();
    }

    /** What EventSource would give back as Last-Event-ID; null when no event had an id. */
    public synchronized String lastEventId() {
        return parser.lastEventId();
    }

    /** The reconnection time that the server asked for, in milliseconds; null for none. */
    public synchronized Long retry() {
        return parser.retry();
    }

    /** Reads no more until {@link #resume}: the slow reader, whose buffers fill up to the server. */
    public void pause() {
        response.pause();
    }

    public void resume() {
        response.resume();
    }

    /** Drops the connection, as a closed tab does. */
    @Override
    public void close() {
        ended(End.CLOSED_HERE);
        Await.await(client.close());
    }

    /** On the event loop that reads: what is put together elsewhere may be ready only when the first events have come and gone. */
    private Future<Void> request(RequestOptions options, String uri) {
        return client.request(options).compose(HttpClientRequest::send).compose(answer -> follow(uri, answer));
    }

    private Future<Void> follow(String uri, HttpClientResponse answer) {
        if (answer.statusCode() != 200) {
            return answer.body().map(body -> {
                throw new AssertionError("GET " + uri + " answered " + answer.statusCode() + ": " + body);
            });
        }
        check.answer(HttpMethod.GET, uri, 200, answer.headers(), null);
        synchronized (this) {
            response = answer;
        }
        RecordParser lines = RecordParser.newDelimited("\n", line -> line(line.toString(StandardCharsets.UTF_8)));
        answer.handler(lines).endHandler(end -> ended(End.COMPLETE)).exceptionHandler(failure -> ended(End.RESET));
        return Future.succeededFuture();
    }

    private synchronized void line(String line) {
        try {
            parser.line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        } catch (AssertionError e) {
            wrong = wrong == null ? e : wrong;
        }
        notifyAll();
    }

    private void received(SseEvent event) {
        events.add(event);
        check.event(event.event(), event.data());
    }

    private synchronized void ended(End how) {
        if (end == End.OPEN) {
            end = how;
        }
        notifyAll();
    }

    private void awaitTrue(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }

    private synchronized <T> T await(String what, Supplier<T> found) {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (true) {
            if (wrong != null) {
                throw wrong;
            }
            T result = found.get();
            if (result != null) {
                return result;
            }
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0 || end != End.OPEN) {
                throw new AssertionError("no " + what + " within " + Await.PATIENCE + "; the stream is " + end + ", and had " + events);
            }
            waitFor(left);
        }
    }

    private void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
