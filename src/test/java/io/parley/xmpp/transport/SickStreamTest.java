package io.parley.xmpp.transport;

import static io.parley.xmpp.transport.AcknowledgementsTest.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.time.ManualTimers;
import io.parley.xmpp.transport.ScriptedServer.Line;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that turns sick, or means ill, on an open stream: what is kept for it is bounded, nothing is lost, and nobody else is harmed. */
class SickStreamTest {
    private static final int FLOOD = 100_000;
    private static final String PADDING = " ".repeat(150);

    /** Stepped on the event loop alone. */
    private final ManualTimers timers = new ManualTimers();
    private final World world = new World(LineSettings.Security.NONE, timers);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void close() {
        held.countDown();
        world.close();
    }

    // ---- it says too much ------------------------------------------------------------------------------------------------------

    @Test
    void aFloodIsHeardInOrderAndOthersAreHeardToo() {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger outOfOrder = new AtomicInteger();
        Line flooding = opened(world.connection(new Hearing(stanza -> {
            if (!stanza.getStanzaId().equals("m" + next.getAndIncrement())) {
                outOfOrder.incrementAndGet();
            }
            return false;
        })));
        Told other = new Told(false);
        Line quiet = opened(world.connection(other));
        flood(flooding);
        quiet.say("<message id='theirs'/>");
        assertEquals("received theirs", other.next());
        Eventually.get(next::get, heard -> heard == FLOOD);
        assertEquals(0, outOfOrder.get());
    }

    /** Smack's listeners are not as quick as the event loop: what they have not heard yet is the server's to keep. */
    @Test
    void aFloodThatSmackDoesNotKeepUpWithIsNotReadAnyFurther() throws InterruptedException {
        AtomicInteger read = new AtomicInteger();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        LoopConnection connection = world.connection(new Hearing(stanza -> {
            read.incrementAndGet();
            return true;
        }));
        connection.addStanzaListener(stanza -> {
            held.await();
            heard.add(stanza.getStanzaId());
        }, stanza -> true);
        Line flooding = opened(connection);
        Told other = new Told(false);
        Line quiet = opened(world.connection(other));
        flood(flooding);
        Eventually.get(read::get, some -> some >= 100);
        for (int i = 0; i < 500; i++) { // time enough to read all of it
            quiet.say("<message id='theirs'/>");
            assertEquals("received theirs", other.next());
        }
        assertTrue(read.get() < 100 + 2 * 65_536 / PADDING.length(), read + " were read"); // a buffer of them, and one that was on its way
        held.countDown();
        for (int i = 0; i < FLOOD; i++) {
            assertEquals("m" + i, heard.poll(20, TimeUnit.SECONDS));
        }
    }

    private static void flood(Line line) {
        for (int i = 0; i < FLOOD; i += 1_000) {
            StringBuilder xml = new StringBuilder();
            for (int j = i; j < i + 1_000; j++) {
                xml.append("<message id='m").append(j).append("'>").append(PADDING).append("</message>");
            }
            line.say(xml.toString());
        }
    }

    @Test
    void whatNobodyAskedForChangesNothing() {
        Told told = new Told(false);
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        line.say("<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>"
                + "<resumed xmlns='urn:xmpp:sm:3' previd='another' h='77'/><enabled xmlns='urn:xmpp:sm:3' id='another'/>"
                + "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/><proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
                + "<stream:features>" + ScriptedServer.SASL + "</stream:features>"
                + "<message xmlns='jabber:server' id='foreign'/><nothing xmlns='urn:known'/>"
                + "<message id='m1'/><r xmlns='urn:xmpp:sm:3'/>");
        assertEquals("received m1", told.next());
        assertEquals("<a xmlns='urn:xmpp:sm:3' h='1'/>", line.hear());

        line.cut();
        assertEquals("lost IOException", told.next());
        world.open(connection);
        Line again = world.server.line().authenticate();
        assertEquals("<resume xmlns='urn:xmpp:sm:3' h='1' previd='resume-me'/>", again.hear());
    }

    /** The line of one ends with a policy violation; those of others, and a new one of its own, are as before. */
    @Test
    void aStanzaOverTheLimitHarmsOnlyItsOwnStream() {
        Told told = new Told(false);
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        Told other = new Told(false);
        Line theirs = opened(world.connection(other));
        line.say("<message><body>" + "x".repeat(World.LONGEST) + "</body></message>");
        line.hear("<stream:error><policy-violation ");
        line.hear("end");
        assertEquals(ScriptedServer.CUT, line.hear());
        assertEquals("lost StreamFault", told.next());
        theirs.say("<message id='theirs'/>");
        assertEquals("received theirs", other.next());
        opened(connection).say("<message id='again'/>");
        assertEquals("received again", told.next());
    }

    // ---- it does not listen ----------------------------------------------------------------------------------------------------

    @Test
    void whatAServerDoesNotReadIsBoundedAndComesWhenItReadsAgain() {
        LoopConnection connection = world.connection(new Told(false));
        Line line = openedUnmanaged(connection);
        line.deaf();
        int said = sayUntilFull(connection);
        assertThrows(NotConnectedException.class, () -> send(connection, message("too much")));

        line.listen();
        for (int i = 0; i < said; i++) {
            assertTrue(line.hear("<message ").contains("id='m" + i + "'"), "m" + i);
        }
        Eventually.get(connection::hasRoom, room -> room);
        world.send(connection, message("more"));
        assertTrue(line.hear("<message ").contains("id='more'"));
    }

    /** A turn of the event loop writes all at once, at its end; until then it waits as well. */
    @Test
    void whatIsSaidInOneTurnIsBoundedToo() {
        LoopConnection connection = world.connection(new Told(false));
        openedUnmanaged(connection);
        int said = Await.await(world.onLoop(() -> {
            int count = 0;
            for (; connection.hasRoom(); count++) {
                connection.sendStanza(message("m" + count));
            }
            return Future.succeededFuture(count);
        }));
        assertTrue(said > 10 && said < 1_000, said + " stanzas");
        Eventually.get(connection::hasRoom, room -> room);
    }

    /** Each question costs the server a few bytes and would cost us an answer that nobody takes. */
    @Test
    void whoAsksWithoutReadingIsNotAnswered() {
        Told told = new Told(false);
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        line.deaf();
        fill(connection);
        line.say("<r xmlns='urn:xmpp:sm:3'/>".repeat(10_000) + "<message id='m1'/>");
        assertEquals("received m1", told.next());

        line.listen();
        Eventually.get(() -> Await.await(world.onLoop(() -> Future.succeededFuture(connection.isFull()))), full -> !full);
        line.say("<r xmlns='urn:xmpp:sm:3'/>");
        int early = 0; // the kernel takes a little more after it was full, and one question is answered then
        String heard = line.hear();
        while (!heard.contains("h='1'")) {
            early += heard.startsWith("<a ") ? 1 : 0;
            heard = line.hear();
        }
        assertTrue(early < 1_000, early + " answers");
    }

    private void fill(LoopConnection connection) {
        boolean full = false;
        while (!full) {
            full = Await.await(world.onLoop(() -> {
                connection.write("<filler xmlns='urn:tests'>" + "x".repeat(9_000) + "</filler>");
                return Future.succeededFuture();
            }).compose(written -> world.onLoop(() -> Future.succeededFuture(connection.isFull()))));
        }
    }

    /** Neither an end nor an answer: the machine was switched off. What was said stays ours until another line resumes the stream. */
    @Test
    void aHalfOpenLineIsGivenUpForAnotherAndNothingIsLost() {
        Told told = new Told(false);
        LoopConnection connection = world.connection(told);
        Line vanished = opened(connection);
        vanished.deaf();
        for (int i = 1; i <= World.MOST_WAITING; i++) {
            world.send(connection, message("m" + i));
        }
        assertFalse(connection.hasRoom(), "nothing is acknowledged");

        Future<Boolean> again = world.open(connection);
        Line line = world.server.line().authenticate();
        line.hear("<resume ");
        line.say("<resumed xmlns='urn:xmpp:sm:3' h='2' previd='resume-me'/>");
        assertTrue(Await.await(again));
        assertEquals("acknowledged m1", told.next());
        assertEquals("acknowledged m2", told.next());
        for (int i = 3; i <= World.MOST_WAITING; i++) {
            assertTrue(line.hear("<message ").contains("id='m" + i + "'"));
        }
        // the old line is closed, whoever is behind it
        vanished.listen();
        Eventually.get(vanished::hear, ScriptedServer.CUT::equals);
        assertTrue(told.isSilent());
    }

    @Test
    void leavingAHalfOpenLineEndsInTime() {
        Told told = new Told(false);
        LoopConnection connection = world.connection(told);
        Line vanished = opened(connection);
        vanished.deaf();
        Future<Void> closed = world.onLoop(connection::close);
        pass(Duration.ofSeconds(9));
        assertFalse(closed.isComplete());
        pass(Duration.ofSeconds(1));
        Await.await(closed);
        Eventually.get(() -> Await.await(world.onLoop(() -> Future.succeededFuture(timers.size()))), left -> left == 0);
        vanished.listen();
        Eventually.get(vanished::hear, ScriptedServer.CUT::equals);
        assertTrue(told.isSilent());
    }

    /** What it was told would wait in the kernel for ever, and the descriptor with it. */
    @Test
    void theLineToAPeerThatNeverReadsIsDropped() {
        LoopConnection connection = world.connection(new Told(false));
        Line deaf = opened(connection);
        deaf.deaf();
        fill(connection);
        Await.await(world.onLoop(connection::abort));
        pass(Duration.ofSeconds(10));
        Eventually.get(() -> Await.await(world.onLoop(() -> Future.succeededFuture(timers.size()))), left -> left == 0);
        deaf.listen();
        String heard = deaf.hear();
        while (!heard.equals(ScriptedServer.CUT)) {
            heard = deaf.hear();
        }
    }

    // ---- the story's pieces ----------------------------------------------------------------------------------------------------

    private Line opened(LoopConnection connection) {
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().logIn();
        Await.await(opened);
        return line;
    }

    /** On a stream without acknowledgements, where only the writing is bounded. */
    private Line openedUnmanaged(LoopConnection connection) {
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().greet(ScriptedServer.SASL);
        line.hear("<auth ");
        line.say(ScriptedServer.SUCCESS).greet(ScriptedServer.BIND).bind();
        Await.await(opened);
        return line;
    }

    /** @return how many; the system's own buffers take some megabytes in before anything waits here */
    private int sayUntilFull(LoopConnection connection) {
        String body = "x".repeat(20_000);
        int said = 0;
        while (Await.await(world.onLoop(() -> Future.succeededFuture(connection.hasRoom())))) {
            world.send(connection, StanzaBuilder.buildMessage("m" + said).setBody(body).build());
            said++;
            assertTrue(said < 5_000, "100 MB are not a bound");
        }
        return said;
    }

    private void send(LoopConnection connection, Stanza stanza) throws Throwable {
        try {
            world.send(connection, stanza);
        } catch (AssertionError failed) {
            throw failed.getCause();
        }
    }

    private void pass(Duration time) {
        Await.await(world.onLoop(() -> {
            timers.pass(time);
            return Future.succeededFuture();
        }));
    }

    /** Asks the test what to do with each stanza. */
    private record Hearing(Predicate<Stanza> ear) implements LoopConnection.Listener {
        @Override
        public boolean received(Stanza stanza) {
            return ear.test(stanza);
        }

        @Override
        public void acknowledged(Stanza stanza) {
            throw new AssertionError("nothing was said");
        }

        @Override
        public void dropped(Stanza stanza) {
            throw new AssertionError("nothing was said");
        }

        @Override
        public void lost(Exception why) {
            throw new AssertionError("lost", why);
        }
    }
}
