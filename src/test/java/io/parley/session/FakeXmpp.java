package io.parley.session;

import io.parley.bus.Problem;
import io.parley.xmpp.Credentials;
import io.parley.xmpp.XmppServer;
import io.parley.xmpp.XmppStream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.mam.element.MamQueryIQ;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** An XMPP server that all nodes share: it answers at once, keeps no archive, and ends the old stream when a new one has its resource. */
final class FakeXmpp implements XmppServer {
    static final String DOMAIN = "test";

    final Map<String, String> passwords = new HashMap<>(Map.of("alice", "a-secret", "bob", "b-secret"));
    final List<Credentials> logins = new ArrayList<>();
    final Map<String, FakeStream> open = new HashMap<>();
    boolean vouches = true;
    boolean away;
    /** Logins wait until the test lets them go on. */
    final List<Promise<Void>> held = new ArrayList<>();
    boolean holds;

    final class FakeStream implements XmppStream {
        final List<Stanza> sent = new ArrayList<>();
        private final Resourcepart resource;
        private final Listener listener;
        private EntityFullJid jid;

        FakeStream(Resourcepart resource, Listener listener) {
            this.resource = resource;
            this.listener = listener;
        }

        @Override
        public Future<Opened> open(Credentials credentials) {
            logins.add(credentials);
            if (away) {
                return Future.failedFuture(XmppServer.away().exception());
            }
            if (!accepts(credentials)) {
                return Future.failedFuture(Problem.of(401, "credentials-wrong", "no").exception());
            }
            if (holds) {
                Promise<Void> turn = Promise.promise();
                held.add(turn);
                return turn.future().map(go -> bound(credentials));
            }
            return Future.succeededFuture(bound(credentials));
        }

        private Opened bound(Credentials credentials) {
            jid = JidCreate.entityFullFromOrThrowUnchecked(credentials.user() + "@" + DOMAIN + "/" + resource);
            FakeStream before = open.put(jid.toString(), this);
            if (before != null) {
                before.listener.lost(Loss.REPLACED);
            }
            return new Opened(jid, false);
        }

        @Override
        public void send(Stanza stanza) {
            sent.add(stanza);
            if (stanza instanceof IQ question) {
                listener.received(answer(question));
            } else if (stanza instanceof Presence presence && presence.getTo() != null) {
                listener.received(PresenceBuilder.buildPresence().from(presence.getTo()).to(jid).ofType(presence.getType())
                        .addExtension(selfPresence()).build());
            }
        }

        @Override
        public boolean acknowledges() {
            return false;
        }

        @Override
        public Future<Void> close() {
            return abort();
        }

        @Override
        public Future<Void> leave() {
            return abort();
        }

        @Override
        public Future<Void> abort() {
            if (jid != null) {
                open.remove(jid.toString(), this);
            }
            return Future.succeededFuture();
        }

        /** The user's own presence, as it was said last. */
        Presence presence() {
            return sent.stream().filter(stanza -> stanza instanceof Presence && stanza.getTo() == null).map(Presence.class::cast)
                    .reduce((first, second) -> second).orElseThrow();
        }

        /** The rooms that were entered, each with the nickname there and, where one was given, the password. */
        List<String> entered() {
            return sent.stream().filter(stanza -> stanza instanceof Presence && stanza.getTo() != null)
                    .map(stanza -> (stanza.getTo() + " " + password(stanza)).trim()).toList();
        }

        private static String password(Stanza entering) {
            return entering.toXML().toString().replaceAll("(?s).*<password>(.*)</password>.*|.*", "$1");
        }
    }

    private static MUCUser selfPresence() {
        MUCUser user = new MUCUser();
        user.addStatusCode(MUCUser.Status.create(110));
        return user;
    }

    private static IQ answer(IQ question) {
        if (question instanceof DiscoverInfo) {
            DiscoverInfo info = new DiscoverInfo();
            info.setType(IQ.Type.result);
            info.setStanzaId(question.getStanzaId());
            info.setFrom(question.getTo());
            return info;
        }
        return question instanceof MamQueryIQ
                ? IQ.createErrorResponse(question, StanzaError.getBuilder(StanzaError.Condition.service_unavailable).build())
                : IQ.createResultIQ(question);
    }

    private boolean accepts(Credentials credentials) {
        return credentials instanceof Credentials.Password own ? own.password().equals(passwords.get(own.user()))
                : vouches && passwords.containsKey(credentials.user());
    }

    @Override
    public XmppStream stream(Context context, Resourcepart resource, XmppStream.Listener listener) {
        return new FakeStream(resource, listener);
    }

    @Override
    public Future<Void> verify(Credentials.Password credentials) {
        return accepts(credentials) ? Future.succeededFuture()
                : Future.failedFuture(Problem.of(401, "credentials-wrong", "no").exception());
    }

    /** The only stream of this user. */
    FakeStream of(String user) {
        List<FakeStream> all = open.entrySet().stream().filter(one -> one.getKey().startsWith(user + "@"))
                .map(Map.Entry::getValue).toList();
        if (all.size() != 1) {
            throw new AssertionError(user + " has streams " + open.keySet());
        }
        return all.get(0);
    }
}
