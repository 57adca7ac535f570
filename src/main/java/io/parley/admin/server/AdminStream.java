package io.parley.admin.server;

import io.parley.bus.Problem;
import io.parley.xmpp.IqChannel;
import io.parley.xmpp.ServiceStream;
import io.vertx.core.Future;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;

/** The stream of the account by which Parley administers the server. */
public interface AdminStream extends IqChannel {
    /** Sends what has no answer. */
    Future<Void> send(Stanza stanza);

    /** How often it has been lost. */
    int losses();

    static AdminStream over(ServiceStream stream) {
        return new AdminStream() {
            @Override
            public Future<IQ> request(IQ request) {
                return stream.request(request);
            }

            @Override
            public Future<Void> send(Stanza stanza) {
                return stream.send(stanza);
            }

            @Override
            public int losses() {
                return stream.losses();
            }
        };
    }

    /** There is no such account: 501 {@code directory-unsupported}. */
    static AdminStream none() {
        return new AdminStream() {
            @Override
            public Future<IQ> request(IQ request) {
                return nobody();
            }

            @Override
            public Future<Void> send(Stanza stanza) {
                return nobody();
            }

            @Override
            public int losses() {
                return 0;
            }
        };
    }

    private static <T> Future<T> nobody() {
        return Future.failedFuture(Problem.of(501, "directory-unsupported",
                "Parley has no account that may administer the XMPP server: see xmpp.admin.").exception());
    }
}
