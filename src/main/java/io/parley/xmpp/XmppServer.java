package io.parley.xmpp;

import io.vertx.core.Context;
import io.vertx.core.Future;
import org.jxmpp.jid.parts.Resourcepart;

/** The XMPP server that Parley stands beside: makes streams to it. */
public interface XmppServer {
    /** A stream that is not open yet; its listener is called on the context. */
    XmppStream stream(Context context, Resourcepart resource, XmppStream.Listener listener);

    /** Tries the credentials with a login of their own that never shows as online: no presence is sent. */
    Future<Void> verify(Credentials.Password credentials);
}
