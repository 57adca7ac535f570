package io.parley.admin;

import io.parley.bus.Problem;
import io.parley.xmpp.StanzaChannel;
import io.vertx.core.Future;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;

/** Stands for the stream of an admin's account where none is configured: whatever is asked of it is 501 {@code no-admin-account}. */
public final class NoAdminStream implements StanzaChannel {
    @Override
    public Future<IQ> request(IQ request) {
        return none();
    }

    @Override
    public void listen(Listener listener) {
        // nothing will be heard
    }

    @Override
    public Future<Void> send(Stanza stanza) {
        return none();
    }

    private static <T> Future<T> none() {
        return Future.failedFuture(Problem.of(501, "no-admin-account",
                "Parley has no account that is an admin of the XMPP server: see xmpp.admin.").exception());
    }
}
