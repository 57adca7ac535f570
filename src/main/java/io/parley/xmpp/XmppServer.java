package io.parley.xmpp;

import io.parley.bus.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import org.jxmpp.jid.parts.Resourcepart;

/** The XMPP server that Parley stands beside: makes streams to it. */
public interface XmppServer {
    /** A stream that is not open yet; its listener is called on the context. */
    XmppStream stream(Context context, Resourcepart resource, XmppStream.Listener listener);

    /** What is told while the server cannot be reached: 503, to be tried again soon. */
    static Problem away() {
        return Problem.unavailable("xmpp-away", "The XMPP server cannot be reached now.", 2);
    }

    /** Tries the credentials with a login of their own that never shows as online: no presence is sent. */
    Future<Void> verify(Credentials.Password credentials);
}
