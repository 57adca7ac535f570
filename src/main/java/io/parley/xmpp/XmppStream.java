package io.parley.xmpp;

import io.vertx.core.Future;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.EntityFullJid;

/**
 * The stream of one user to the XMPP server (RFC 6120), with stream management (XEP-0198) where the server has it. Nothing here blocks; a
 * transport of another make fits behind it.
 */
public interface XmppStream {

    /** Told in order, on the context that the stream was made for. */
    interface Listener {
        void received(Stanza stanza);

        /** The server has taken responsibility for the stanza. */
        void acknowledged(Stanza stanza);

        /** A stanza that was sent over a stream which could not be resumed: the server may have it or not. Told before {@code open} ends. */
        void dropped(Stanza stanza);

        /** The stream broke, or the server closed it. {@code conflict}: another login took the resource. */
        void lost(Loss loss);
    }

    /** Why a stream was lost. */
    enum Loss {
        /** to be opened again */
        BROKEN,
        /** another login took the resource over */
        REPLACED,
        /** the server does not want this user any more */
        EXPELLED
    }

    /** @param resumed whether the server kept everything of the stream before (XEP-0198); else this is a new session there */
    record Opened(EntityFullJid jid, boolean resumed) {
    }

    /**
     * Connects, authenticates, and resumes the stream before or binds the resource.
     *
     * @return or a {@link io.parley.bus.ProblemException}: 401 {@code credentials-wrong}, 422 with the server's condition when it binds no
     *         resource, 502 when TLS or the way to log in cannot be agreed on, 503 when the server is away or the pool is full, 504 when it
     *         does not answer
     */
    Future<Opened> open(Credentials credentials);

    /**
     * Hands a stanza over for sending; never blocks.
     *
     * @throws io.parley.bus.ProblemException 503 when the stream is down
     */
    void send(Stanza stanza);

    /** Whether the server acknowledges stanzas; where it does not, an answered ping shows that it has what was sent before. */
    boolean acknowledges();

    /** Ends the stream properly, with unavailable presence. */
    Future<Void> close();

    /** Ends the stream properly, but without a presence: who never was available would only now be heard of. */
    Future<Void> leave();

    /** Ends the stream without a word to the server. */
    Future<Void> abort();
}
