package io.parley.sse;

import io.parley.bus.StreamSignal;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Writes server-sent events (WHATWG HTML, section 9.2). Data is one line: an encoder has escaped every line break in it. */
final class SseWriter {
    private final HttpServerResponse response;
    private boolean begun;

    SseWriter(HttpServerResponse response) {
        this.response = response;
    }

    /** The head of the response, once. */
    void begin() {
        if (begun) {
            return;
        }
        begun = true;
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache")
                // a proxy that buffers would hold every event back, and one that compresses most of them
                .putHeader("X-Accel-Buffering", "no")
                .putHeader("Content-Encoding", "identity");
        response.write(": connected\n\n");
    }

    void event(StreamSignal.Event event) {
        event(event.id(), event.channel(), event.data());
    }

    /** {@code id} may be null: the client then keeps the one it has. */
    void event(String id, String channel, String data) {
        StringBuilder text = new StringBuilder(data.length() + 96);
        if (id != null) {
            text.append("id: ").append(id).append('\n');
        }
        response.write(text.append("event: ").append(channel).append("\ndata: ").append(data).append("\n\n").toString());
    }

    void heartbeat() {
        response.write(":\n\n");
    }

    /** Tells the client when to come back, and ends the stream properly: a cut chunk would look like a fault. */
    void endWithRetry(Duration retry) {
        response.end("retry: " + retry.toMillis() + "\n\n");
    }

    void end() {
        response.end();
    }

    boolean isFull() {
        return response.writeQueueFull();
    }
}
