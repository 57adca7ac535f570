package io.parley.session.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.impl.JidCreate;

class RoomNamesTest {
    private final RoomNames names = new RoomNames(JidCreate.domainBareFromOrThrowUnchecked("example.org"), "conference");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "conference", "\"conference\"", "conference.example.org"})
    void theServiceIsNamedInManyWays(String service) {
        assertEquals("lobby@conference.example.org", names.jid("lobby", service).toString());
    }

    @Test
    void anotherServiceAndAWholeAddressCount() {
        assertEquals("lobby@rooms.example.org", names.jid("lobby", "rooms").toString());
        assertEquals("lobby@rooms.other.net", names.jid("lobby", "rooms.other.net").toString());
        assertEquals("lobby@rooms.other.net", names.jid("lobby@rooms.other.net", "conference").toString());
        assertEquals("lobby@conference.example.org", names.jid("Lobby", null).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a@b@c", "a<b", "@conference.example.org"})
    void whatIsNoRoomIsRefused(String room) {
        assertEquals("bad-room", assertThrows(ProblemException.class, () -> names.jid(room, null)).problem().code());
    }

    @Test
    void whatIsNoServiceIsRefused() {
        assertEquals("bad-service", assertThrows(ProblemException.class, () -> names.jid("lobby", "a b")).problem().code());
    }
}
