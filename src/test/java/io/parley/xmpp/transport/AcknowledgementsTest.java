package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.xmpp.wire.StreamFault;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.time.Instant;
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
    private static final Resumption ID = new Resumption("id", null, null);
    private static final Instant LOST = Instant.parse("2026-11-22T10:00:00Z");

    private final Acknowledgements sm = new Acknowledgements(10, 1_000);

    @Test
    void whatTheServerHasIsToldInOrderAndOnce() throws StreamFault {
        sm.enabled(ID);
        Stream.of("a", "b", "c").forEach(id -> sm.sent(message(id), 1));
        assertEquals(List.of("a", "b"), ids(sm.acknowledged(2)));
        assertEquals(List.of(), ids(sm.acknowledged(2)));
        assertEquals(List.of("c"), ids(sm.acknowledged(3)));
    }

    @Test
    void beforeTheServerCountsNothingIsKept() throws StreamFault {
        assertFalse(sm.sent(message("a"), 1));
        sm.handledOne();
        sm.enabled(ID);
        assertEquals(0, sm.handled());
        assertEquals(0, sm.waiting());
        assertEquals(List.of(), sm.acknowledged(0));
    }

    @Test
    void theCountersWrap() throws StreamFault {
        sm.enabled(ID, 0xFFFF_FFFEL);
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
        sm.enabled(ID);
        sm.sent(message("a"), 1);
        StreamFault fault = assertThrows(StreamFault.class, () -> sm.acknowledged(2));
        assertEquals(Condition.undefined_condition, fault.condition());
        assertTrue(fault.toXml().contains("<handled-count-too-high xmlns='urn:xmpp:sm:3' h='2' send-count='1'/>"));
    }

    @Test
    void aServerThatCountsBackwardsIsRefused() throws StreamFault {
        sm.enabled(ID);
        sm.sent(message("a"), 1);
        sm.acknowledged(1);
        assertThrows(StreamFault.class, () -> sm.acknowledged(0));
    }

    @Test
    void onlySoManyMayWait() throws StreamFault {
        sm.enabled(ID);
        IntStream.range(0, 10).forEach(i -> sm.sent(message("m" + i), 1));
        assertFalse(sm.hasRoom());
        sm.acknowledged(1);
        assertTrue(sm.hasRoom());
    }

    @Test
    void onlySoManyBytesMayWait() throws StreamFault {
        sm.enabled(ID);
        sm.sent(message("a"), 999);
        assertTrue(sm.hasRoom());
        sm.sent(message("b"), 1);
        assertFalse(sm.hasRoom());
        sm.acknowledged(1);
        assertTrue(sm.hasRoom());
    }

    @Test
    void anAcknowledgementIsAskedForBehindAMessageAndBehindEveryFifthOfTheRest() {
        sm.enabled(ID);
        assertTrue(sm.sent(message("a"), 1));
        assertEquals(List.of(false, false, false, false, true, false), IntStream.range(0, 6)
                .mapToObj(i -> sm.sent(presence(), 1)).toList());
    }

    @Test
    void whatTheResumedStreamLacksGoesOutAgain() throws StreamFault {
        sm.enabled(ID);
        Stream.of("a", "b", "c").forEach(id -> sm.sent(message(id), 1));
        sm.suspend(LOST);
        assertFalse(sm.running());
        assertEquals(Optional.of("id"), sm.resumptionId());
        assertEquals(List.of("a"), ids(sm.acknowledged(1)));
        assertEquals(List.of("b", "c"), ids(sm.resumed()));
        assertEquals(List.of("b", "c"), ids(sm.acknowledged(3)));
    }

    @Test
    void whatCouldNotBeResumedIsHandedBackOnce() {
        sm.enabled(ID);
        Stream.of("a", "b").forEach(id -> sm.sent(message(id), 1));
        sm.unresumable();
        assertEquals(Optional.empty(), sm.resumptionId());
        assertEquals(List.of("a", "b"), ids(sm.giveUp()));
        assertEquals(List.of(), sm.giveUp());
        assertTrue(sm.hasRoom());
    }

    @Test
    void aStreamThatTheServerHasForgottenIsForgotten() {
        sm.enabled(new Resumption("id", null, Duration.ofMinutes(10)));
        sm.suspend(LOST);
        sm.suspend(LOST.plusSeconds(300)); // the next attempt found no server
        sm.expire(LOST.plusSeconds(719));
        assertEquals(Optional.of("id"), sm.resumptionId(), "the server may have noticed a little later");
        sm.expire(LOST.plusSeconds(721));
        assertEquals(Optional.empty(), sm.resumptionId());
    }

    @Test
    void whoseServerDoesNotSayHowLongItKeepsAStreamIsAskedForItEvenLate() {
        sm.enabled(ID);
        sm.suspend(LOST);
        sm.expire(LOST.plusSeconds(1_000_000));
        assertEquals(Optional.of("id"), sm.resumptionId());
    }

    @Test
    void whileSomethingWaitsTheServerIsAskedHowMuchItHad() {
        sm.enabled(new Resumption("id", null, Duration.ofMinutes(10)));
        sm.sent(message("a"), 1);
        sm.suspend(LOST);
        sm.expire(LOST.plusSeconds(1_000_000));
        assertEquals(Optional.of("id"), sm.resumptionId());
    }

    @Test
    void theServersPlaceIsTriedOnce() {
        assertNull(sm.takeLocation());
        HostAndPort place = HostAndPort.create("there", 5222);
        sm.enabled(new Resumption("id", place, null));
        assertEquals(place, sm.takeLocation());
        assertNull(sm.takeLocation());
        assertEquals(Optional.of("id"), sm.resumptionId());
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
