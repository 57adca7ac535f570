package io.parley.fastpath.component;

import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Occupant;
import io.parley.fastpath.ChatRooms.RoomMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads what people said off the workgroup's own copies and off archives. */
final class MessageReader {
    private final InstantSource clock;
    private final Secrets secrets;

    MessageReader(InstantSource clock, Secrets secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    /** What somebody said just now, or before where the room says so; empty for what is no saying. */
    Optional<RoomMessage> live(LiveRoom room, Element message) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as all times on the wire
        // a member may write such a mark too: then at least nothing is said in the future, from where the archive would be asked
        Instant at = sentAt(room, message).filter(now::isAfter).orElse(now);
        return message(room, message, stanzaId(room, message), at, isRepeated(room, message));
    }

    /** What an archive has. */
    Optional<RoomMessage> archived(LiveRoom room, Element message, String archiveId, Instant at) {
        return message(room, message, archiveId, at, true);
    }

    private Optional<RoomMessage> message(LiveRoom room, Element message, String stanzaId, Instant at, boolean before) {
        String from = String.valueOf(message.get("from"));
        String nickname = Address.resource(from);
        if (!"groupchat".equals(message.get("type")) || nickname.isEmpty() || !Address.bare(from).equals(room.address())) {
            return Optional.empty();
        }
        String jid = before ? room.everSeen(nickname) : room.occupant(nickname).map(Occupant::jid).orElse(null);
        return Words.payload(message).map(payload -> new RoomMessage(id(message, stanzaId), stanzaId, from, jid, payload, at));
    }

    private String id(Element message, String stanzaId) {
        String given = message.get("id");
        return given != null && !given.isEmpty() ? given : stanzaId != null ? stanzaId : secrets.id("m-");
    }

    /** Only what the room itself has written there counts, anybody can write another (XEP-0359). */
    private static String stanzaId(LiveRoom room, Element message) {
        return message.children().stream().filter(child -> child.is("stanza-id", Namespaces.STANZA_ID))
                .filter(child -> room.address().equals(child.get("by")) && child.get("id") != null)
                .map(child -> child.get("id")).findFirst().orElse(null);
    }

    static boolean isRepeated(LiveRoom room, Element message) {
        return sentAt(room, message).isPresent();
    }

    private static Optional<Instant> sentAt(LiveRoom room, Element message) {
        return message.children().stream().filter(child -> child.is("delay", Namespaces.DELAY))
                .filter(child -> room.address().equals(child.get("from")) || Address.domain(room.address()).equals(child.get("from")))
                .findFirst().flatMap(MessageReader::stamp);
    }

    /** XEP-0082. */
    static Optional<Instant> stamp(Element delay) {
        try {
            return Optional.of(OffsetDateTime.parse(String.valueOf(delay.get("stamp"))).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty(); // whoever wrote it, it says nothing
        }
    }
}
