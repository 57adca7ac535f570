package io.parley.admin.server;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.support.Eventually;
import io.parley.xmpp.Credentials;
import io.parley.xmpp.XmppServer;
import io.parley.xmpp.XmppStream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Streams as users: as many as may be, each closed again, whatever became of what was asked on it. */
class VouchedStreamsTest {
    private static final DomainBareJid DOMAIN = JidCreate.domainBareFromOrThrowUnchecked("localhost");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private volatile Problem refusal;
    private volatile Future<Void> exists = Future.succeededFuture();
    private final VouchedStreams streams = streams(true);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private VouchedStreams streams(boolean canVouch) {
        return new VouchedStreams(vertx, new Echo(), DOMAIN, canVouch, user -> exists, 2, Duration.ofSeconds(5),
                new Secrets(new Random(1)));
    }

    /** Lets everybody in, and answers every question. */
    private final class Echo implements XmppServer {
        @Override
        public XmppStream stream(Context context, Resourcepart resource, XmppStream.Listener listener) {
            return new XmppStream() {
                @Override
                public Future<Opened> open(Credentials credentials) {
                    happened.add("open " + credentials.user());
                    return refusal == null ? Future.succeededFuture() : Future.failedFuture(refusal.exception());
                }

                @Override
                public void send(Stanza stanza) {
                    happened.add(stanza instanceof Presence presence ? presence.getType().toString() : "iq");
                    if (stanza instanceof IQ question) {
                        listener.received(IQ.createResultIQ(question));
                    }
                }

                @Override
                public boolean acknowledges() {
                    return false;
                }

                @Override
                public Future<Void> close() {
                    throw new AssertionError("a presence would be sent");
                }

                @Override
                public Future<Void> leave() {
                    happened.add("leave");
                    return Future.succeededFuture();
                }

                @Override
                public Future<Void> abort() {
                    throw new AssertionError("the server would keep it");
                }
            };
        }

        @Override
        public Future<Void> verify(Credentials.Password credentials) {
            throw new AssertionError("nobody's password is tried");
        }
    }

    private static Problem refused(Future<?> failed) {
        Eventually.get(failed::isComplete, complete -> complete);
        return assertInstanceOf(ProblemException.class, failed.cause()).problem();
    }

    private Future<IQ> ping(VouchedStreams over) {
        return over.as("alice", stream -> stream.request(new Ping(DOMAIN)));
    }

    @Test
    void aStreamIsOpenedAskedAndLeft() {
        AtomicReference<Set<String>> resources = new AtomicReference<>();
        await(streams.as("alice", stream -> {
            resources.set(streams.resources());
            return stream.request(new Ping(DOMAIN));
        }));
        Eventually.get(streams::open, open -> open == 0);
        assertEquals(List.of("open alice", "iq", "leave"), happened);
        assertEquals(1, resources.get().size(), "known as Parley's own while it is there");
        Eventually.get(streams::resources, Set::isEmpty);
    }

    @Test
    void theAnswerComesOnTheCallersContext() {
        Context caller = vertx.getOrCreateContext();
        AtomicReference<Context> answered = new AtomicReference<>();
        Promise<Void> done = Promise.promise();
        caller.runOnContext(go -> ping(streams).onComplete(answer -> {
            answered.set(Vertx.currentContext());
            done.handle(answer.mapEmpty());
        }));
        await(done.future());
        assertSame(caller, answered.get());
    }

    @Test
    void whatFailsOrThrowsIsLeftToo() {
        assertEquals("x", refused(streams.as("alice", stream -> Future.failedFuture(Problem.conflict("x", "y").exception()))).code());
        Future<Void> thrown = streams.as("alice", stream -> {
            throw new IllegalStateException("a fault");
        });
        Eventually.get(thrown::isComplete, complete -> complete);
        assertInstanceOf(IllegalStateException.class, thrown.cause());
        Eventually.get(streams::open, open -> open == 0);
    }

    @Test
    void oneTooManyIsRefusedAndTheNextIsNot() {
        Promise<Void> held = Promise.promise();
        Future<Void> first = streams.as("alice", stream -> held.future());
        Future<Void> second = streams.as("bob", stream -> held.future());
        assertEquals("pool-full", refused(ping(streams)).code());
        held.complete();
        await(first);
        await(second);
        Eventually.get(streams::open, open -> open == 0);
        await(ping(streams));
    }

    @Test
    void nobodyIsEnteredAsWhoIsNotThere() {
        exists = Future.failedFuture(Problem.notFound("unknown-user", "no").exception());
        assertEquals("unknown-user", refused(ping(streams)).code());
        assertEquals(List.of(), happened.stream().filter(what -> what.startsWith("open")).toList());
    }

    @Test
    void whoIsNotLetInIsUnknownOrLockedOut() {
        refusal = Problem.of(401, "credentials-wrong", "no");
        assertEquals("unknown-user", refused(ping(streams)).code());
        refusal = Problem.of(401, "account-disabled", "no");
        assertEquals("user-locked", refused(ping(streams)).code());
        refusal = Problem.unavailable("xmpp-away", "no", 1);
        assertEquals("xmpp-away", refused(ping(streams)).code());
    }

    @Test
    void withoutAWayToVouchThereIsNone() {
        assertEquals(501, refused(ping(streams(false))).status());
        assertTrue(happened.isEmpty());
    }

    @Test
    void whatIsSaidIsSaidInOrderAndDealtWith() {
        await(streams.say("alice", List.of(PresenceBuilder.buildPresence().ofType(Presence.Type.subscribe).to(DOMAIN).build(),
                PresenceBuilder.buildPresence().ofType(Presence.Type.subscribed).to(DOMAIN).build())));
        assertEquals(List.of("open alice", "subscribe", "subscribed", "iq"), happened.subList(0, 4));
    }
}
