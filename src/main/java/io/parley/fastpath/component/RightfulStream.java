package io.parley.fastpath.component;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * A stream that is opened by who may have it alone: the server gives a component to whoever comes last, and a node that was cut off, and does
 * not know yet that another leads, would come back and take it from that one.
 */
record RightfulStream(Supplier<Future<Boolean>> mayConnect, ComponentStream stream) implements ComponentStream {
    @Override
    public Future<Void> open() {
        return mayConnect.get().compose(may -> may ? stream.open() : Future.failedFuture("another node may lead now"));
    }

    @Override
    public void send(Element stanza) {
        stream.send(stanza);
    }

    @Override
    public Future<Void> close() {
        return stream.close();
    }
}
