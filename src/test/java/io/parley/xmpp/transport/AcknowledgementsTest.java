package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.xmpp.wire.StreamFault;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StreamError.Condition;
import org.junit.jupiter.api.Test;

/** Both sides of a managed stream know what the other has (XEP-0198). */
class AcknowledgementsTest {
    private final Acknowledgements sm = new Acknowledgements(10, 1_000);

    @Test
    void whatTheServerHasIsToldInOrderAndOnce() throws StreamFault {
        sm.enabled("id");
        Stream.of("a", "b", "c").forEach(id -> sm.sent(message(id), 1));
        assertEquals(List.of("a", "b"), ids(sm.acknowledged(2)));
        assertEquals(List.of(), ids(sm.acknowledged(2)));
        assertEquals(List.of("c"), ids(sm.acknowledged(3)));
    }

    @Test
    void beforeTheServerCountsNothingIsKept() throws StreamFault {
        assertFalse(sm.sent(message("a"), 1));
        sm.handledOne();
        sm.enabled("id");
        assertEquals(0, sm.handled());
        assertEquals(0, sm.waiting());
        assertEquals(List.of(), sm.acknowledged(0));
    }

    @Test
    void theCountersWrap() throws StreamFault {
        sm.enabled("id", 0xFFFF_FFFEL);
        Stream.of("a", "b", "c").forEach(id -> sm.sent(message(id), 1));
        assertEquals(List.of("a"), ids(sm.acknowledged(0xFFFF_FFFFL)));
        assertEquals(List.of("b", "c"), ids(sm.acknowledged(1)));
        sm.handledOne();
        sm.handledOne();
        sm.handledOne();
        assertEquals(1, sm.handled());
    }

    @Test
    void aServerThatHasMoreThanWasSentIsRefused() {
        sm.enabled("id");
        sm.sent(message("a"), 1);
        assertEquals(Condition.undefined_condition, assertThrows(StreamFault.class, () -> sm.acknowledged(2)).condition());
    }

    @Test
    void aServerThatCountsBackwardsIsRefused() throws StreamFault {
        sm.enabled("id");
        sm.sent(message("a"), 1);
        sm.acknowledged(1);
        assertThrows(StreamFault.class, () -> sm.acknowledged(0));
    }

    @Test
    void onlySoManyMayWait() throws StreamFault {
        sm.enabled("id");
        IntStream.range(0, 10).forEach(i -> sm.sent(message("m" + i), 1));
        assertFalse(sm.hasRoom());
        sm.acknowledged(1);
        assertTrue(sm.hasRoom());
    }

    @Test
    void onlySoManyBytesMayWait() throws StreamFault {
        sm.enabled("id");
        sm.sent(message("a"), 999);
        assertTrue(sm.hasRoom());
        sm.sent(message("b"), 1);
        assertFalse(sm.hasRoom());
        sm.acknowledged(1);
        assertTrue(sm.hasRoom());
    }

    @Test
    void anAcknowledgementIsAskedForBehindAMessageAndBehindEveryFifthOfTheRest() {
        sm.enabled("id");
        assertTrue(sm.sent(message("a"), 1));
        assertEquals(List.of(false, false, false, false, true, false), IntStream.range(0, 6)
                .mapToObj(i -> sm.sent(presence(), 1)).toList());
    }

    @Test
    void whatTheResumedStreamLacksGoesOutAgain() throws StreamFault {
        sm.enabled("id");
        Stream.of("a", "b", "c").forEach(id -> sm.sent(message(id), 1));
        sm.suspend();
        assertFalse(sm.running());
        assertEquals(Optional.of("id"), sm.resumptionId());
        assertEquals(List.of("a"), ids(sm.acknowledged(1)));
        assertEquals(List.of("b", "c"), ids(sm.resumed()));
        assertEquals(List.of("b", "c"), ids(sm.acknowledged(3)));
    }

    @Test
    void whatCouldNotBeResumedIsHandedBackOnce() {
        sm.enabled("id");
        Stream.of("a", "b").forEach(id -> sm.sent(message(id), 1));
        sm.unresumable();
        assertEquals(Optional.empty(), sm.resumptionId());
        assertEquals(List.of("a", "b"), ids(sm.giveUp()));
        assertEquals(List.of(), sm.giveUp());
        assertTrue(sm.hasRoom());
    }

    static Message message(String id) {
        return StanzaBuilder.buildMessage(id).build();
    }

    static Presence presence() {
        return StanzaBuilder.buildPresence().build();
    }

    static List<String> ids(List<Stanza> stanzas) {
        return stanzas.stream().map(Stanza::getStanzaId).toList();
    }
}
