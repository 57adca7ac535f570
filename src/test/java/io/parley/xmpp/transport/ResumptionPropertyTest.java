package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.time.VertxTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jxmpp.jid.impl.JidCreate;

/** A whole conversation over sockets, cut at every element of it: both sides have everything once, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumptionPropertyTest {
    private static final int MESSAGES = 12;
    private static final List<String> IDS = IntStream.range(0, MESSAGES).mapToObj(i -> "c" + i).toList();
    /** More than there are elements in the conversation. */
    private static final int LAST_CUT = 45;

    private final Vertx vertx = Vertx.vertx();

    @AfterAll
    void close() {
        Await.await(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(ResumingServer.Cut.class)
    void nothingIsLostAndNothingIsSaidTwice(ResumingServer.Cut cut) {
        int resumptions = 0;
        for (int at = 1; at <= LAST_CUT; at++) {
            ResumingServer server = new ResumingServer(vertx, at, cut);
            Talk talk = new Talk(vertx, server.port());
            String where = cut + " element " + at;
            Await.await(talk.begin());
            assertEquals(IDS, server.heard, where);
            assertEquals(IDS, talk.acknowledged, where);
            assertEquals(server.said, talk.received, where);
            resumptions += server.resumptions;
            talk.end();
            server.close();
        }
        assertTrue(resumptions > LAST_CUT / 2, resumptions + " streams were resumed");
    }

    /** Says its messages as there is room for them, and opens the stream again whenever it was lost. */
    private static final class Talk implements LoopConnection.Listener {
        private final Context context;
        private final Transport transport;
        private final LoopConnection connection;
        private final List<String> received = new ArrayList<>();
        private final List<String> acknowledged = new ArrayList<>();
        private final Promise<Void> done = Promise.promise();
        private int next;
        private boolean over;

        Talk(Vertx vertx, int port) {
            context = vertx.getOrCreateContext();
            LineSettings settings = new LineSettings("127.0.0.1", port, LineSettings.Security.NONE, Duration.ofSeconds(10), 10_000, 20,
                    10_000, 4, 10_000);
            transport = new Transport(vertx, settings, XMPPTCPConnectionConfiguration.builder()
                    .setXmppDomain(JidCreate.domainBareFromOrThrowUnchecked("localhost")).setSecurityMode(SecurityMode.disabled)
                    .setSendPresence(false).build(), null, Duration.ofSeconds(10), new VertxTimers(vertx), InstantSource.system());
            connection = transport.connection(context, true, this);
        }

        Future<Void> begin() {
            context.runOnContext(turn -> open());
            return done.future();
        }

        private void open() {
            connection.open(World.ANN).onSuccess(opened -> say()).onFailure(this::lost);
        }

        private void say() {
            try {
                while (next < MESSAGES && connection.hasRoom()) {
                    connection.sendStanza(AcknowledgementsTest.message("c" + next));
                    next++;
                }
            } catch (NotConnectedException | InterruptedException e) {
                done.tryFail(e);
            }
        }

        @Override
        public boolean received(Stanza stanza) {
            received.add(stanza.getStanzaId());
            finishIfDone();
            return false;
        }

        @Override
        public void acknowledged(Stanza stanza) {
            acknowledged.add(stanza.getStanzaId());
            if (connection.isAuthenticated()) {
                say();
            }
            finishIfDone();
        }

        @Override
        public void dropped(Stanza stanza) {
            done.tryFail("dropped " + stanza.getStanzaId());
        }

        @Override
        public void lost(Exception why) {
            lost((Throwable) why);
        }

        private void lost(Throwable why) {
            if (!over) {
                context.runOnContext(turn -> open());
            }
        }

        private void finishIfDone() {
            if (acknowledged.size() == MESSAGES && received.size() >= MESSAGES) {
                done.tryComplete();
            }
        }

        void end() {
            Promise<Void> aborted = Promise.promise();
            context.runOnContext(turn -> {
                over = true;
                connection.abort().onComplete(aborted);
            });
            Await.await(aborted.future());
            Await.await(transport.close());
        }
    }
}
