package io.parley.sse;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A response that keeps what is written, with a reader that can stop reading. What is written to it after its end is a fault. */
final class FakeResponse {
    final List<String> written = new ArrayList<>();
    /** What says where a stream begins, apart from all else that is written. */
    final List<String> beginnings = new ArrayList<>();
    boolean full;
    boolean closed;
    boolean ended;
    boolean reset;
    private Handler<Void> drained = none -> { };

    HttpServerResponse response() {
        return (HttpServerResponse) Proxy.newProxyInstance(FakeResponse.class.getClassLoader(), new Class<?>[] {HttpServerResponse.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "write" -> write((String) given[0]);
                    case "end" -> end(given == null ? "" : (String) given[0]);
                    case "reset" -> reset();
                    case "closed" -> closed;
                    case "writeQueueFull" -> full;
                    case "drainHandler" -> drained(given[0], proxy);
                    case "setChunked", "putHeader" -> head(proxy);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private Object head(Object proxy) {
        if (!written.isEmpty()) {
            throw new IllegalStateException("the head has been written already");
        }
        return proxy;
    }

    private Future<Void> write(String text) {
        if (ended || reset) {
            throw new IllegalStateException("written after the end: " + text);
        }
        if (text.contains("event: chatapi.connection\n")) {
            beginnings.add(text);
        } else if (!closed) {
            written.add(text);
        }
        return Future.succeededFuture();
    }

    private Future<Void> end(String text) {
        write(text);
        ended = true;
        return Future.succeededFuture();
    }

    private Future<Void> reset() {
        reset = true;
        return Future.succeededFuture();
    }

    @SuppressWarnings("unchecked")
    private Object drained(Object handler, Object proxy) {
        drained = (Handler<Void>) handler;
        return proxy;
    }

    /** The reader has read everything. */
    void drain() {
        full = false;
        drained.handle(null);
    }

    /** The data of all events, in order. */
    List<String> data() {
        return lines("data: ");
    }

    /** The names of all events, in order. */
    List<String> names() {
        return lines("event: ");
    }

    private List<String> lines(String field) {
        return String.join("", written).lines().filter(line -> line.startsWith(field)).map(line -> line.substring(field.length())).toList();
    }
}
