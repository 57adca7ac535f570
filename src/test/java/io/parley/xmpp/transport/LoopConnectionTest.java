package io.parley.xmpp.transport;

import static io.parley.xmpp.transport.AcknowledgementsTest.message;
import static io.parley.xmpp.transport.AcknowledgementsTest.presence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.xmpp.transport.LineSettings.Security;
import io.parley.xmpp.transport.ScriptedServer.Line;
import io.parley.xmpp.wire.StreamFault;
import io.vertx.core.Future;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection on the event loop, step by step against a server that says what the test wants. */
class LoopConnectionTest {
    private World world = new World();
    private final Told told = new Told(false);

    @AfterEach
    void close() {
        world.close();
    }

    // ---- logging in ------------------------------------------------------------------------------------------------------------

    @Test
    void itLogsInAndIsWhomTheServerSaysItIs() {
        LoopConnection connection = world.connection(told);
        Future<Boolean> opened = world.open(connection);
        world.server.line().logIn();
        assertFalse(Await.await(opened), "a first stream is not resumed");
        assertEquals("ann@localhost/r", connection.getUser().toString());
        assertTrue(connection.isAuthenticated());
        assertTrue(connection.isAcknowledging());
    }

    @Test
    void aWrongPasswordIsToldAsSmackWould() {
        Future<Boolean> opened = world.open(world.connection(told));
        Line line = world.server.line().greet(ScriptedServer.SASL);
        line.hear("<auth ");
        line.say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
        assertInstanceOf(SASLErrorException.class, failure(opened));
        assertEquals(ScriptedServer.CUT, line.hear());
    }

    @Test
    void aServerWithoutAMechanismInCommonIsLeft() {
        Future<Boolean> opened = world.open(world.connection(told));
        world.server.line().greet("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>OTHER</mechanism></mechanisms>");
        assertInstanceOf(SmackException.SmackSaslException.class, failure(opened));
    }

    @Test
    void aServerThatFallsSilentInTheMiddleIsLeft() {
        world(Security.NONE, Duration.ofMillis(300));
        Future<Boolean> opened = world.open(world.connection(told));
        Line line = world.server.line().greet(ScriptedServer.SASL);
        line.hear("<auth ");
        assertInstanceOf(SmackException.NoResponseException.class, failure(opened));
        assertEquals(ScriptedServer.CUT, line.hear());
    }

    @Test
    void aLineThatIsCutInTheMiddleFailsTheLogin() {
        Future<Boolean> opened = world.open(world.connection(told));
        world.server.line().authenticate().cut();
        assertInstanceOf(IOException.class, failure(opened));
        assertTrue(told.isSilent(), "what never was open is not lost");
    }

    @Test
    void whereTlsIsRequiredAServerWithoutItIsLeft() {
        world(Security.STARTTLS, Duration.ofSeconds(10));
        Future<Boolean> opened = world.open(world.connection(told));
        world.server.line().greet(ScriptedServer.SASL);
        assertInstanceOf(SmackException.SecurityRequiredByClientException.class, failure(opened));
    }

    @Test
    void aServerThatRequiresTlsIsNotToldAPasswordWithout() {
        Future<Boolean> opened = world.open(world.connection(told));
        world.server.line().greet("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>", ScriptedServer.SASL);
        assertInstanceOf(SmackException.SecurityRequiredByServerException.class, failure(opened));
    }

    /** Whoever stands between could put words before the TLS that would count as said inside it. */
    @Test
    void bytesBehindTheWordForTlsEndTheConnection() {
        world(Security.STARTTLS, Duration.ofSeconds(10));
        Future<Boolean> opened = world.open(world.connection(told));
        Line line = world.server.line().greet("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        line.hear("<starttls ");
        line.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + ScriptedServer.HEADER);
        failure(opened);
        assertTrue(told.isSilent());
    }

    @Test
    void oneThatIsEndedWhileItConnectsDoesNotOpen() {
        LoopConnection connection = world.connection(told);
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().greet(ScriptedServer.SASL);
        line.hear("<auth ");
        Await.await(world.onLoop(connection::abort));
        failure(opened);
        assertEquals(ScriptedServer.CUT, line.hear());
    }

    // ---- talking ---------------------------------------------------------------------------------------------------------------

    @Test
    void stanzasAreToldInOrderAndAcknowledgedWhenTheServerAsks() {
        Line line = opened(world.connection(told));
        line.say("<message id='m1'/><presence id='p1'/><message id='m2'/><r xmlns='urn:xmpp:sm:3'/>");
        assertEquals("received m1", told.next());
        assertEquals("received p1", told.next());
        assertEquals("received m2", told.next());
        assertEquals("<a xmlns='urn:xmpp:sm:3' h='3'/>", line.hear());
    }

    @Test
    void theServerIsAskedBehindAMessageAndItsAnswerIsTold() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, message("m1"));
        line.hear("<message ");
        line.hear("<r ");
        line.say("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        assertEquals("acknowledged m1", told.next());
    }

    @Test
    void whoFailsToListenMissesNothingElse() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, message("fail"), message("m2"));
        line.say("<message id='fail'/><a xmlns='urn:xmpp:sm:3' h='2'/><message id='next'/><r xmlns='urn:xmpp:sm:3'/>");
        assertEquals("received fail", told.next());
        assertEquals("acknowledged fail", told.next());
        assertEquals("acknowledged m2", told.next());
        assertEquals("received next", told.next());
        line.hear("<message ");
        line.hear("<r ");
        line.hear("<message ");
        line.hear("<r ");
        assertEquals("<a xmlns='urn:xmpp:sm:3' h='2'/>", line.hear());
    }

    @Test
    void aServerThatDoesNotWantToCountIsNotAskedTo() {
        LoopConnection connection = world.connection(told);
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().authenticate().bind();
        line.hear("<enable ");
        line.say("<failed xmlns='urn:xmpp:sm:3'><unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        Await.await(opened);
        assertFalse(connection.isAcknowledging());
        world.send(connection, message("m1"), message("m2"));
        line.hear("<message ");
        line.hear("<message ");
        world.onLoop(connection::close);
        line.hear("<presence ");
        line.hear("end");
    }

    @Test
    void onlySoMuchMayWaitForAnAcknowledgement() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        for (int i = 1; i <= World.MOST_WAITING; i++) {
            world.send(connection, message("m" + i));
        }
        assertFalse(connection.hasRoom());
        assertInstanceOf(NotConnectedException.class,
                assertThrows(AssertionError.class, () -> world.send(connection, message("more"))).getCause());
        line.say("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        assertEquals("acknowledged m1", told.next());
        world.send(connection, message("more"));
    }

    @Test
    void aServerThatAcknowledgesWhatWasNeverSaidIsLeft() {
        Line line = opened(world.connection(told));
        line.say("<a xmlns='urn:xmpp:sm:3' h='7'/>");
        assertTrue(line.hear("<stream:error><undefined-condition ")
                .contains("<handled-count-too-high xmlns='urn:xmpp:sm:3' h='7' send-count='0'/>"));
        line.hear("end");
        assertEquals("lost StreamFault", told.next());
    }

    @Test
    void aStanzaThatIsTooLongEndsTheStreamAndIsNotAskedForAgain() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, message("m1"));
        line.hear("<message ");
        line.hear("<r ");
        line.say("<message><body>" + "x".repeat(World.LONGEST));
        line.hear("<stream:error><policy-violation ");
        line.hear("end");
        assertEquals(ScriptedServer.CUT, line.hear());
        assertEquals("lost StreamFault", told.next());

        Future<Boolean> again = world.open(connection);
        world.server.line().logIn();
        assertFalse(Await.await(again));
        assertEquals("dropped m1", told.next());
    }

    @Test
    void aStanzaThatIsTooDeepIsLeftOutAndTheStreamGoesOn() {
        Line line = opened(world.connection(told));
        line.say("<message id='deep'>" + "<x>".repeat(30) + "</x>".repeat(30) + "</message><message id='next'/><r xmlns='urn:xmpp:sm:3'/>");
        assertEquals("received next", told.next());
        assertEquals("<a xmlns='urn:xmpp:sm:3' h='2'/>", line.hear());
    }

    @Test
    void whatIsNotXmlEndsTheStream() {
        Line line = opened(world.connection(told));
        line.say("<message id='m1'><a></b></message>");
        line.hear("<stream:error><not-well-formed ");
        line.hear("end");
        assertEquals("lost StreamFault", told.next());
    }

    @Test
    void aStreamErrorIsTold() {
        Line line = opened(world.connection(told));
        line.say("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
        assertEquals("lost StreamErrorException", told.next());
        line.hear("end");
    }

    @Test
    void aTextThatEndsASectionThatNeverBeganIsWrittenAsXmlWantsIt() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, StanzaBuilder.buildMessage("m1").setBody("a]]>b").build());
        assertTrue(line.hear("<message ").contains("a]]&gt;b"));
    }

    // ---- coming back -----------------------------------------------------------------------------------------------------------

    @Test
    void afterACutItResumesAndSaysAgainWhatTheServerLacks() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, message("m1"), message("m2"), message("m3"));
        line.say("<message id='theirs'/>");
        assertEquals("received theirs", told.next());
        line.cut();
        assertEquals("lost IOException", told.next());
        assertThrows(AssertionError.class, () -> world.send(connection, message("too early")));

        Future<Boolean> again = world.open(connection);
        Line next = world.server.line().authenticate();
        assertEquals("<resume xmlns='urn:xmpp:sm:3' h='1' previd='resume-me'/>", next.hear());
        next.say("<resumed xmlns='urn:xmpp:sm:3' h='1' previd='resume-me'/>");
        assertTrue(Await.await(again));
        assertEquals("acknowledged m1", told.next());
        assertTrue(next.hear("<message ").contains("m2"));
        assertTrue(next.hear("<message ").contains("m3"));
        next.hear("<r ");
        next.say("<a xmlns='urn:xmpp:sm:3' h='3'/>");
        assertEquals("acknowledged m2", told.next());
        assertEquals("acknowledged m3", told.next());
    }

    @Test
    void whatCouldNotBeResumedIsHandedBackBeforeItIsOpen() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, message("m1"), message("m2"));
        line.cut();
        assertEquals("lost IOException", told.next());

        Future<Boolean> again = world.open(connection);
        Line next = world.server.line().authenticate();
        next.hear("<resume ");
        next.say("<failed xmlns='urn:xmpp:sm:3' h='1'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>").bind();
        next.hear("<enable ");
        next.say("<enabled xmlns='urn:xmpp:sm:3' id='another' resume='true'/>");
        assertFalse(Await.await(again));
        assertEquals("acknowledged m1", told.next());
        assertEquals("dropped m2", told.next());
        assertTrue(told.isSilent());
        world.send(connection, presence());
        next.hear("<presence");
    }

    @Test
    void aCutInTheMiddleOfAResumptionLosesNothingEither() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, message("m1"));
        line.cut();
        assertEquals("lost IOException", told.next());
        Future<Boolean> cut = world.open(connection);
        Line second = world.server.line().authenticate();
        second.hear("<resume ");
        second.cut();
        failure(cut);

        Future<Boolean> again = world.open(connection);
        Line third = world.server.line().authenticate();
        third.hear("<resume ");
        third.say("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='resume-me'/>");
        assertTrue(Await.await(again));
        assertTrue(third.hear("<message ").contains("m1"));
    }

    @Test
    void aResumptionShowsThePasswordOfItsOwnAttempt() {
        LoopConnection connection = world.connection(told);
        opened(connection).cut();
        assertEquals("lost IOException", told.next());
        Future<Boolean> again = world.open(connection, new Login("ann", "fresh token", null, Set.of("PLAIN"), World.ANN.resource()));
        Line next = world.server.line().greet(ScriptedServer.SASL);
        String shown = next.hear("<auth ").replaceFirst("(?s).*>([^<]+)<.*", "$1");
        assertEquals("\0ann\0fresh token", new String(Base64.getDecoder().decode(shown), StandardCharsets.UTF_8));
        next.say(ScriptedServer.SUCCESS).greet(ScriptedServer.BIND, ScriptedServer.SM).hear("<resume ");
        next.say("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='resume-me'/>");
        assertTrue(Await.await(again));
    }

    @Test
    void aServerThatResumesWithMoreThanWasSaidIsToldSoAndNotAskedAgain() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        world.send(connection, message("m1"));
        line.cut();
        assertEquals("lost IOException", told.next());
        Future<Boolean> wrong = world.open(connection);
        Line next = world.server.line().authenticate();
        next.hear("<resume ");
        next.say("<resumed xmlns='urn:xmpp:sm:3' h='2' previd='resume-me'/>");
        assertTrue(next.hear("<stream:error><undefined-condition ").contains("h='2' send-count='1'"));
        next.hear("end");
        assertInstanceOf(StreamFault.class, failure(wrong));

        Future<Boolean> again = world.open(connection);
        world.server.line().logIn();
        assertFalse(Await.await(again));
        assertEquals("dropped m1", told.next());
    }

    @Test
    void aServerThatResumesAnotherStreamIsLeft() {
        LoopConnection connection = world.connection(told);
        opened(connection).cut();
        assertEquals("lost IOException", told.next());
        Future<Boolean> wrong = world.open(connection);
        Line next = world.server.line().authenticate();
        next.hear("<resume ");
        next.say("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='somebody-else'/>");
        next.hear("<stream:error><undefined-condition ");
        assertInstanceOf(StreamFault.class, failure(wrong));
    }

    @Test
    void aStreamThatTheServerKeepsNoLongerIsNotAskedFor() {
        LoopConnection connection = world.connection(told);
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().logIn("max='600'");
        Await.await(opened);
        line.cut();
        assertEquals("lost IOException", told.next());
        world.pass(Duration.ofMinutes(13));
        Future<Boolean> again = world.open(connection);
        world.server.line().authenticate().bind().hear("<enable ");
        Await.await(world.onLoop(connection::abort));
        failure(again);
    }

    @Test
    void itResumesWhereTheServerWantsIt() {
        try (ScriptedServer other = new ScriptedServer(world.vertx, new NetServerOptions())) {
            LoopConnection connection = world.connection(told);
            Future<Boolean> opened = world.open(connection);
            Line line = world.server.line().logIn("location='127.0.0.1:" + other.port() + "'");
            Await.await(opened);
            line.cut();
            assertEquals("lost IOException", told.next());
            Future<Boolean> cut = world.open(connection);
            other.line().cut();
            failure(cut);

            Future<Boolean> again = world.open(connection); // it did not work there: back to where it was
            Line next = world.server.line().authenticate();
            next.hear("<resume ");
            next.say("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='resume-me'/>");
            assertTrue(Await.await(again));
        }
    }

    @Test
    void whereTheServerWantsItButIsNotItGoesWhereItWas() {
        ScriptedServer gone = new ScriptedServer(world.vertx, new NetServerOptions());
        gone.close();
        resumesAtTheSameServer("location='127.0.0.1:" + gone.port() + "'");
    }

    /** Without TLS the password would go there for everybody to read. */
    @Test
    void withoutTlsNobodyIsSentToAnotherHost() {
        resumesAtTheSameServer("location='192.0.2.1:5222'");
    }

    private void resumesAtTheSameServer(String location) {
        LoopConnection connection = world.connection(told);
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().logIn(location);
        Await.await(opened);
        line.cut();
        assertEquals("lost IOException", told.next());
        Future<Boolean> again = world.open(connection);
        Line next = world.server.line().authenticate();
        next.hear("<resume ");
        next.say("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='resume-me'/>");
        assertTrue(Await.await(again));
    }

    // ---- leaving ---------------------------------------------------------------------------------------------------------------

    @Test
    void itLeavesWithUnavailablePresenceAndWaitsForTheServersEnd() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        Future<Void> closed = world.onLoop(connection::close);
        assertTrue(line.hear("<presence ").contains("unavailable"));
        assertEquals("<a xmlns='urn:xmpp:sm:3' h='0'/>", line.hear());
        line.hear("end");
        assertFalse(closed.isComplete());
        line.say("</stream:stream>");
        Await.await(closed);
        assertEquals(ScriptedServer.CUT, line.hear());
        assertTrue(told.isSilent(), "who leaves has not lost anything");
    }

    @Test
    void aServerThatDoesNotEndItsSideIsNotWaitedForForLong() {
        world(Security.NONE, Duration.ofMillis(300));
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        Await.await(world.onLoop(connection::close));
        line.hear("<presence ");
        line.hear("<a ");
        line.hear("end");
        assertEquals(ScriptedServer.CUT, line.hear());
    }

    @Test
    void abortedItSaysNothing() {
        LoopConnection connection = world.connection(told);
        Line line = opened(connection);
        Await.await(world.onLoop(connection::abort));
        assertEquals(ScriptedServer.CUT, line.hear());
        assertTrue(told.isSilent());
    }

    private Line opened(LoopConnection connection) {
        Future<Boolean> opened = world.open(connection);
        Line line = world.server.line().logIn();
        Await.await(opened);
        return line;
    }

    private void world(Security security, Duration replyTimeout) {
        world.close();
        world = new World(security, replyTimeout, new NetServerOptions(), "localhost", null);
    }

    private static Throwable failure(Future<?> future) {
        return assertThrows(AssertionError.class, () -> Await.await(future)).getCause();
    }
}
