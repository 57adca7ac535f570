package io.parley.xmpp.transport;

import static io.parley.xmpp.transport.AcknowledgementsTest.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.xmpp.wire.StreamFault;
import io.parley.time.ManualTimers;
import io.parley.xmpp.transport.ScriptedServer.Line;
import io.vertx.core.Future;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jivesoftware.smack.SmackException.NoResponseException;
import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that is sick, or means ill, at each step of the way to an open stream: the attempt ends in time, with the reason, and leaves
 * nothing behind; and when the server is well again, the same connection opens.
 */
class SickNegotiationTest {
    private static final String GOODBYE = "<stream:error><%s xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";

    private static final Login BY_ANY_MECHANISM = new Login("ann", "secret", null, Set.of(), World.ANN.resource());

    /** Stepped on the event loop alone. */
    private final ManualTimers timers = new ManualTimers();
    private final Told told = new Told(false);
    private World world;
    private LoopConnection connection;
    private Future<Boolean> opened;
    private Line line;

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatFallsSilentIsLeftInTime(Step step) {
        reach(step);
        pass(Duration.ofSeconds(9));
        assertFalse(opened.isComplete());
        pass(Duration.ofSeconds(1));
        assertInstanceOf(NoResponseException.class, failure());
        nothingIsLeft();
        if (step == Step.RESUME) {
            resumesNow();
        } else {
            opensNow(step);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatVanishesIsToldOfAtOnce(Step step) {
        reach(step);
        line.cut();
        failure();
        line.hear(ScriptedServer.CUT);
        nothingWaits();
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void whatNoStreamMayCarryEndsIt(Step step, String poison, String condition) {
        reach(step);
        line.say(step.prolog() + poison);
        assertInstanceOf(StreamFault.class, failure());
        line.hear("<stream:error><" + condition + " ");
        line.hear("end");
        nothingIsLeft();
        opensNow(step);
    }

    private static boolean isStanza(String poison) {
        return poison.startsWith("<message>");
    }

    static Stream<Arguments> poisons() {
        List<String[]> poisons = List.of(
                new String[] {"<a></b>", "not-well-formed"},
                new String[] {"HTTP/1.1 400 Bad Request", "not-well-formed"},
                new String[] {"<message>\u0001</message>", "not-well-formed"},
                new String[] {"<!DOCTYPE a [<!ENTITY b 'c'>]>", "restricted-xml"},
                new String[] {"<a>" + "x".repeat(World.LONGEST), "policy-violation"});
        return Arrays.stream(Step.values()).flatMap(step -> poisons.stream()
                .map(poison -> Arguments.of(step, poison[0], isStanza(poison[0]) && step.isBeforeLogin() ? "not-authorized" : poison[1])));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamErrorIsTheReason(Step step) {
        reach(step);
        line.say(step.prolog() + GOODBYE.formatted("system-shutdown"));
        assertEquals("system-shutdown", assertInstanceOf(StreamErrorException.class, failure()).getStreamError().getCondition().toString());
        line.hear("end");
        nothingIsLeft();
        opensNow(step);
    }

    /** Whoever sits on the line before TLS could put words into a contact's mouth, or say that what is lost has arrived. */
    @ParameterizedTest
    @CsvSource({"FEATURES, message", "FEATURES, a", "FEATURES, r", "STARTTLS, message", "STARTTLS, iq", "SASL, presence", "SASL, a"})
    void whatIsSaidBeforeTheLoginIsNotBelieved(Step step, String name) {
        begin(step);
        boolean stanza = name.length() > 2 || name.equals("iq");
        opened = world.onLoop(() -> connection.open(BY_ANY_MECHANISM));
        line = world.server.line();
        step.reach(line);
        line.say(stanza ? "<" + name + " id='forged' type='error'/>" : "<" + name + " xmlns='urn:xmpp:sm:3' h='0'/>");
        assertInstanceOf(StreamFault.class, failure());
        line.hear("<stream:error><not-authorized ");
        line.hear("end");
        nothingIsLeft();
        opensNow(step);
    }

    /** A server that is too busy to let anybody in still has the stream, and so does one for which somebody else spoke. */
    @ParameterizedTest
    @EnumSource(names = {"HEADER", "FEATURES", "SASL"})
    void whatFailsBeforeTheLoginDoesNotEndTheStreamBefore(Step step) {
        begin(step);
        line = logIn();
        world.send(connection, message("m1"));
        line.hear("<message ");
        line.cut();
        assertEquals("lost IOException", told.next());
        for (String end : List.of(GOODBYE.formatted("resource-constraint"), "</stream:stream>", "<a></b>",
                "<a xmlns='urn:xmpp:sm:3' h='1'/>")) {
            opened = world.onLoop(() -> connection.open(BY_ANY_MECHANISM));
            line = world.server.line();
            step.reach(line);
            line.say(step.prolog() + end);
            failure();
        }
        resumesNow();
        assertTrue(told.isSilent());
    }

    /** Whoever could speak for the server before TLS could send its users anywhere. */
    @Test
    void aServerThatSendsItElsewhereIsNotFollowed() {
        reach(Step.FEATURES);
        ScriptedServer elsewhere = new ScriptedServer(world.vertx, new NetServerOptions());
        line.say("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>127.0.0.1:" + elsewhere.port()
                + "</see-other-host></stream:error></stream:stream>");
        assertEquals("see-other-host", assertInstanceOf(StreamErrorException.class, failure()).getStreamError().getCondition().toString());
        line.hear("end");
        nothingIsLeft();
        opensNow(Step.FEATURES);
        assertTrue(elsewhere.isUnvisited());
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' id='s1' version='1.0'>",
        "<stream:stream xmlns='jabber:client' xmlns:stream='urn:other' id='s1' version='1.0'>",
        "<html xmlns='http://www.w3.org/1999/xhtml'>"})
    void aStreamForSomebodyElseIsLeft(String header) {
        reach(Step.HEADER);
        line.say(header);
        assertInstanceOf(StreamFault.class, failure());
        line.hear("<stream:error><invalid-namespace ");
        line.hear("end");
        nothingIsLeft();
        opensNow(Step.HEADER);
    }

    @Test
    void oneThatSaysAByteAtATimeIsHeardOut() {
        world = new World(LineSettings.Security.NONE, timers);
        connection = world.connection(told);
        opened = world.open(connection);
        line = world.server.line().slowly().logIn();
        assertFalse(Await.await(opened));
        line.say("<message id='ü中😀'><body>ü中😀</body></message>");
        assertEquals("received ü中😀", told.next());
        nothingWaits();
    }

    /** What a server that was told 1 stanza has: fewer than none, or more than that. */
    @ParameterizedTest
    @ValueSource(strings = {"2", "4294967295", "-1", "many", ""})
    void aResumptionWithAWrongCountIsNoneAndIsNotTriedAgain(String count) {
        reach(Step.RESUME);
        line.say("<resumed xmlns='urn:xmpp:sm:3' previd='resume-me' h='" + count + "'/>");
        assertInstanceOf(StreamFault.class, failure());
        toldOfItsCount(count.matches("\\d+") ? "undefined-condition" : "bad-format");
        nothingIsLeft();
        opensNow(Step.RESUME);
    }

    private void toldOfItsCount(String condition) {
        line.hear("<stream:error><" + condition + " ");
        line.hear("end");
    }

    @Test
    void aResumptionOfASmallerCountThanWasAcknowledgedIsNone() {
        begin(Step.RESUME);
        line = logIn();
        world.send(connection, message("m1"), message("m2"));
        line.say("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        assertEquals("acknowledged m1", told.next());
        line.cut();
        assertEquals("lost IOException", told.next());
        opened = world.open(connection);
        line = world.server.line();
        Step.RESUME.reach(line);
        line.say("<resumed xmlns='urn:xmpp:sm:3' previd='resume-me' h='0'/>");
        assertInstanceOf(StreamFault.class, failure());
        toldOfItsCount("undefined-condition");
        nothingIsLeft();
        logIn();
        assertEquals("dropped m2", told.next());
    }

    // ---- the story's pieces ----------------------------------------------------------------------------------------------------

    private void begin(Step step) {
        world = new World(step.security(), timers);
        connection = world.connection(told);
    }

    /** A connection that waits there; one that resumes has said m1 before, of which it does not know whether it arrived. */
    private void reach(Step step) {
        begin(step);
        if (step == Step.RESUME) {
            line = logIn();
            world.send(connection, message("m1"));
            line.hear("<message ");
            line.cut();
            assertEquals("lost IOException", told.next());
        }
        opened = world.onLoop(() -> connection.open(BY_ANY_MECHANISM));
        line = world.server.line();
        step.reach(line);
    }

    private Line logIn() {
        Future<Boolean> login = world.open(connection);
        Line well = world.server.line().logIn();
        assertFalse(Await.await(login));
        return well;
    }

    private void nothingIsLeft() {
        assertEquals(ScriptedServer.CUT, line.hear());
        nothingWaits();
        assertFalse(connection.isConnected());
        assertFalse(connection.hasRoom());
        assertTrue(told.isSilent(), "what never was open is not lost");
    }

    private void nothingWaits() {
        assertEquals(0, Await.await(world.onLoop(() -> Future.succeededFuture(timers.size()))), "timers");
    }

    /** As a new stream; what was said in the one before is handed back. */
    private void opensNow(Step step) {
        if (step == Step.STARTTLS) {
            return; // the script has no TLS
        }
        logIn();
        if (step == Step.RESUME) {
            assertEquals("dropped m1", told.next());
        }
        assertTrue(told.isSilent());
        nothingWaits();
    }

    private void resumesNow() {
        opened = world.open(connection);
        line = world.server.line();
        Step.RESUME.reach(line);
        line.say("<resumed xmlns='urn:xmpp:sm:3' previd='resume-me' h='0'/>");
        assertTrue(Await.await(opened));
        assertTrue(line.hear("<message ").contains("m1"));
        nothingWaits();
    }

    private void pass(Duration time) {
        Await.await(world.onLoop(() -> {
            timers.pass(time);
            return Future.succeededFuture();
        }));
    }

    private Throwable failure() {
        return assertThrows(AssertionError.class, () -> Await.await(opened)).getCause();
    }
}
