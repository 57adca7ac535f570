package io.parley.fastpath.component;

import io.vertx.core.Future;

/** One connection of one component to the server (XEP-0114), from its opening to its end. Used and heard on one event loop. */
interface ComponentStream {
    /** Told on the event loop on which the stream was opened. */
    interface Listener {
        void received(Element stanza);

        /** It is gone, and not because it was asked to close; once, and only after it was open. */
        void lost(String why);
    }

    /** Makes streams that are not open yet. */
    @FunctionalInterface
    interface Factory {
        ComponentStream stream(String domain, Listener listener);
    }

    /** Done when the server has let the component in; a failure leaves nothing open. */
    Future<Void> open();

    /**
     * Hands a stanza over, in order; that it was handed over is all that is known then.
     *
     * @throws io.parley.bus.ProblemException 503 when the stream is not open or the server does not take what was sent before; 422 when XML
     *         cannot carry it
     */
    void send(Element stanza);

    Future<Void> close();
}
