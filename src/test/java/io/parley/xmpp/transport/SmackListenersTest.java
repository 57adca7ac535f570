package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.xmpp.transport.ScriptedServer.Line;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Smack's own classes work on a connection of the event loop as on any other, and do not hold it up. */
class SmackListenersTest {
    private final World world = new World();
    private final Told told = new Told(true);
    private final LoopConnection connection = world.connection(told);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void close() {
        held.countDown();
        world.close();
    }

    @Test
    void syncListenersHearEverythingInOrder() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        connection.addSyncStanzaListener(stanza -> heard.add(stanza.getStanzaId()), stanza -> true);
        Line line = opened();
        for (int i = 0; i < 500; i++) {
            line.say("<message id='m" + i + "'/>");
        }
        for (int i = 0; i < 500; i++) {
            assertEquals("m" + i, heard.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aListenerThatBlocksHoldsNobodyElseUp() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        connection.addStanzaListener(stanza -> {
            blocked.countDown();
            held.await();
        }, stanza -> true);
        Line line = opened();
        line.say("<message id='m1'/>");
        assertTrue(blocked.await(20, TimeUnit.SECONDS));

        Told toOther = new Told(false);
        Future<Boolean> other = world.open(world.connection(toOther));
        Line otherLine = world.server.line().logIn();
        Await.await(other);
        otherLine.say("<message id='theirs'/>");
        assertEquals("received theirs", toOther.next());
    }

    /** What its listeners have not heard yet is bounded: the server is not read any further. */
    @Test
    void aListenerThatBlocksStopsTheReadingOfItsOwnConnection() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        connection.addStanzaListener(stanza -> {
            held.await();
            heard.add(stanza.getStanzaId());
        }, stanza -> true);
        Line line = opened();
        for (int i = 0; i < 2_000; i++) {
            line.say("<message id='m" + i + "'>" + " ".repeat(1_000) + "</message>");
        }
        held.countDown();
        for (int i = 0; i < 2_000; i++) {
            assertEquals("m" + i, heard.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aQuestionIsAnsweredToWhoWaitsForIt() {
        Line line = opened();
        CompletableFuture<IQ> answer = CompletableFuture.supplyAsync(() -> ask());
        String asked = line.hear("<iq ");
        line.say("<iq type='result' from='localhost' id='" + asked.replaceFirst(".* id='([^']+)'.*", "$1") + "'/>");
        assertEquals(IQ.Type.result, Await.await(Future.fromCompletionStage(answer)).getType());
    }

    @Test
    void whoWaitsForAnAnswerIsToldThatTheLineIsCut() {
        Line line = opened();
        CompletableFuture<IQ> answer = CompletableFuture.supplyAsync(() -> ask());
        line.hear("<iq ");
        line.cut();
        Throwable failure = assertThrows(AssertionError.class, () -> Await.await(Future.fromCompletionStage(answer))).getCause();
        assertInstanceOf(NotConnectedException.class, failure.getCause());
    }

    private IQ ask() {
        return ask(connection);
    }

    private static IQ ask(LoopConnection asking) {
        try {
            return asking.sendIqRequestAndWaitForResponse(new Ping(JidCreate.domainBareFromOrThrowUnchecked("localhost")));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itsManagersAnswerWhatTheyAreAsked() {
        PingManager.getInstanceFor(connection);
        Line line = opened();
        line.say("<iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
        String answer = line.hear("<iq ");
        assertTrue(answer.contains("p1") && answer.contains("result"), answer);
    }

    @Test
    void whatNobodyAnswersIsRefused() {
        Line line = opened();
        line.say("<iq type='get' id='q1' from='localhost'><query xmlns='urn:nobody'/></iq>");
        String answer = line.hear("<iq ");
        assertTrue(answer.contains("q1") && answer.contains("error"), answer);
    }

    /** Several of Smack's managers ask the server something as soon as they hear of a login, and wait. */
    @Test
    void connectionListenersMayWaitForAnAnswerHoweverManyDo() {
        List<Future<IQ>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            LoopConnection one = world.connection(new Told(true));
            Promise<IQ> answer = Promise.promise();
            answers.add(answer.future());
            one.addConnectionListener(new ConnectionListener() {
                @Override
                public void authenticated(XMPPConnection opened, boolean resumed) {
                    answer.complete(ask(one));
                }
            });
            Future<Boolean> opened = world.open(one);
            Line line = world.server.line().logIn();
            Await.await(opened);
            line.answering();
        }
        answers.forEach(answer -> assertEquals(IQ.Type.result, Await.await(answer).getType()));
    }

    @Test
    void connectionListenersAreToldOfTheLossAndMayWait() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        connection.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosedOnError(Exception why) {
                heard.add(why.getClass().getSimpleName());
            }
        });
        opened().cut();
        assertEquals("IOException", heard.poll(20, TimeUnit.SECONDS));
    }

    /** Managers of Smack have tasks that they would repeat for ever. */
    @Test
    void connectionListenersAreToldOfItsEndHoweverItComes() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        connection.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosed() {
                heard.add("closed");
            }
        });
        opened();
        Await.await(world.onLoop(connection::abort));
        assertEquals("closed", heard.poll(20, TimeUnit.SECONDS));
        Await.await(world.onLoop(connection::abort));
        assertTrue(heard.isEmpty(), "once is enough");
    }

    private Line opened() {
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().logIn();
        Await.await(opened);
        return line;
    }
}
