package io.parley.xmpp;

import io.parley.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * An account's stream for questions, never shown as online: opened with the first question, and again with the next one after it
 * was lost. Runs on a context of its own; who asks on another is answered there.
 */
public final class ServiceStream implements StanzaChannel, XmppStream.Listener {
    private final Context context;
    private final Credentials credentials;
    private final XmppStream stream;
    private final Iqs iqs;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private Future<XmppStream.Opened> opened = Future.failedFuture("not opened yet");
    private volatile int losses;

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
        Context asker = Vertx.currentContext() == null ? context : Vertx.currentContext();
        context.runOnContext(go -> open().compose(open -> iqs.request(request)).onComplete(done -> {
            if (asker == context) {
                answer.handle(done);
            } else {
                asker.runOnContext(back -> answer.handle(done));
            }
        }));
        return answer.future();
    }

    @Override
    public Future<Void> send(Stanza stanza) {
        Promise<Void> sent = Promise.promise();
        context.runOnContext(go -> open().<Void>map(open -> {
            stream.send(stanza);
            return null;
        }).onComplete(sent));
        return sent.future();
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
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
        } else {
            listeners.forEach(listener -> listener.received(stanza));
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
        losses++;
        iqs.fail(XmppServer.away());
        listeners.forEach(listener -> listener.lost(XmppServer.away()));
    }

    /** How often it was lost: a server that was found out about before may be another one since. May be asked on any thread. */
    public int losses() {
        return losses;
    }

    /** Ends the stream properly: one that is only cut, the server would keep for its return. What is asked after that is refused. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(go -> {
            opened = Future.failedFuture("closed");
            stream.leave().onComplete(closed);
        });
        return closed.future();
    }
}
