package io.parley.xmpp;

import io.parley.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * An account's stream for questions alone, never shown as online: opened with the first question, and again with the next one after it
 * was lost. Runs on a context of its own, whoever asks.
 */
public final class ServiceStream implements IqChannel, XmppStream.Listener {
    private final Context context;
    private final Credentials credentials;
    private final XmppStream stream;
    private final Iqs iqs;
    private Future<XmppStream.Opened> opened = Future.failedFuture("not opened yet");

    /** @param account the bare JID that the credentials belong to */
    public ServiceStream(Context context, XmppServer server, BareJid account, Credentials credentials, Resourcepart resource, Timers timers,
                         Duration replyTimeout) {
        this.context = context;
        this.credentials = credentials;
        this.stream = server.stream(context, resource, this);
        this.iqs = new Iqs(account, stream::send, timers, replyTimeout);
    }

    @Override
    public Future<IQ> request(IQ request) {
        Promise<IQ> answer = Promise.promise();
        context.runOnContext(go -> open().compose(open -> iqs.request(request)).onComplete(answer));
        return answer.future();
    }

    private Future<XmppStream.Opened> open() {
        if (opened.failed()) {
            opened = stream.open(credentials);
        }
        return opened;
    }

    @Override
    public void received(Stanza stanza) {
        if (stanza instanceof IQ answer) {
            iqs.received(answer);
        }
    }

    @Override
    public void acknowledged(Stanza stanza) {
        // an answered question needs no acknowledgement
    }

    @Override
    public void dropped(Stanza stanza) {
        // whoever asked has been told when the stream was lost
    }

    @Override
    public void lost(XmppStream.Loss loss) {
        opened = Future.failedFuture("lost");
        iqs.fail(XmppServer.away());
    }

    public Future<Void> close() {
        return stream.abort();
    }
}
