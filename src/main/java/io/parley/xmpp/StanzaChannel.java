package io.parley.xmpp;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import org.jivesoftware.smack.packet.Stanza;

/** A channel for what has no answer of its own, too: presence in rooms, messages, and what comes of them. */
public interface StanzaChannel extends IqChannel {

    /** Told in order, on the stream's own context, which is none of those who ask. */
    interface Listener {
        /** A message or a presence. */
        void received(Stanza stanza);

        void lost(Problem why);
    }

    void listen(Listener listener);

    /** Hands it over for sending. @return or 503 while the server is away */
    Future<Void> send(Stanza stanza);
}
