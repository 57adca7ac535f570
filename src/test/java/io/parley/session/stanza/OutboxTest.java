package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.session.FakeLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** What a server that loses the stream may have lost with it goes out again; what it surely handed on does not. */
class OutboxTest {
    private static final Duration MOMENT = LatelyAcknowledged.MOMENT;

    private final FakeLink link = new FakeLink();
    private final List<Duration> measured = new ArrayList<>();
    private final Outbox outbox = new Outbox(link, Duration.ofSeconds(10), 256, measured::add);

    @Test
    void whatWasNotAcknowledgedGoesOutAgainInOrder() {
        say("one", "two", "three");
        assertEquals(List.of("one", "two", "three"), saidAgain());
    }

    @Test
    void whatWasAcknowledgedAMomentAgoGoesOutAgainBeforeTheRest() {
        say("one", "two", "three");
        acknowledge("one", "two");
        assertEquals(List.of("one", "two", "three"), saidAgain());
    }

    @Test
    void aServerThatLivesOnHasHandedItOn() {
        say("one", "two");
        acknowledge("one");
        link.letClockRun(MOMENT.minusMillis(1));
        outbox.heard();
        acknowledge("two");
        link.letClockRun(Duration.ofMillis(1));
        outbox.heard();
        assertEquals(List.of("two"), saidAgain());
    }

    @Test
    void aServerThatFallsSilentRightAfterwardsIsNotBelieved() {
        say("last words");
        acknowledge("last words");
        link.letClockRun(Duration.ofMinutes(2));
        link.letTimePass();
        assertEquals(List.of("last words"), saidAgain());
    }

    @Test
    void theSenderIsAnsweredByTheFirstAcknowledgement() {
        var answered = outbox.send(message("one"));
        acknowledge("one");
        assertTrue(answered.succeeded());
        saidAgain();
        assertTrue(outbox.await("one").succeeded(), "who asks again need not wait");
        acknowledge("one");
        assertFalse(outbox.holds("one"));
        assertEquals(1, measured.size(), "the time to the answer is measured once");
    }

    @Test
    void asOftenAsTheServerCrashes() {
        say("one");
        acknowledge("one");
        assertEquals(List.of("one"), saidAgain());
        assertEquals(List.of("one"), saidAgain(), "lost again before it was acknowledged again");
        acknowledge("one");
        assertEquals(List.of("one"), saidAgain(), "lost again after it was");
    }

    @Test
    void whatTheReceiverRefusedIsNotSaidAgain() {
        say("one", "two", "three");
        acknowledge("one", "two");
        assertFalse(outbox.refuse("one", Problem.refused("forbidden", "no")), "its sender has long been answered");
        assertEquals(List.of("two", "three"), saidAgain());
        outbox.refuse("two", Problem.refused("forbidden", "no"));
        assertEquals(List.of("three"), saidAgain());
    }

    @Test
    void aRoomsMessageIsSafeWhenTheRoomHasSaidIt() {
        Message toRoom = message("to all");
        toRoom.setType(Message.Type.groupchat);
        outbox.send(toRoom);
        acknowledge("to all");
        assertEquals(List.of("to all"), saidAgain(), "acknowledged, but the room has not said it");
        outbox.settle("to all");
        assertEquals(List.of(), saidAgain());
    }

    @Test
    void onlySoManyOfTheLatestAreKept() {
        String[] all = IntStream.range(0, LatelyAcknowledged.MOST + 3).mapToObj(Integer::toString).toArray(String[]::new);
        say(all);
        acknowledge(all);
        assertEquals(List.of(all).subList(3, all.length), saidAgain());
    }

    @Test
    void anIdleSessionKeepsNothing() {
        say("one");
        acknowledge("one");
        assertEquals(1, link.waiting());
        link.letClockRun(MOMENT);
        link.letTimePass();
        assertEquals(1, link.waiting(), "nothing was heard since");
        outbox.heard();
        link.letTimePass();
        assertEquals(0, link.waiting());
    }

    @Test
    void theEndLeavesNothingBehind() {
        say("one", "two");
        acknowledge("one");
        outbox.close();
        assertEquals(0, link.waiting());
        assertEquals(List.of(), saidAgain());
    }

    private void say(String... bodies) {
        for (String body : bodies) {
            outbox.send(message(body));
        }
    }

    private static Message message(String body) {
        Message message = new Message(JidCreate.fromOrThrowUnchecked("bob@localhost"), Message.Type.chat);
        message.setStanzaId(body);
        message.setBody(body);
        return message;
    }

    private void acknowledge(String... ids) {
        for (String id : ids) {
            outbox.acknowledged(id);
        }
    }

    /** What goes out over a new stream. */
    private List<String> saidAgain() {
        link.sent.clear();
        outbox.streamIsNew();
        outbox.sendAgain();
        return link.sent.stream().map(stanza -> ((Message) stanza).getBody()).toList();
    }
}
