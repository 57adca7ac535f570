package io.parley.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
    @Test
    void whatWasGivenOutIsReadAgain() {
        String id = new StreamSignal.Event(17, 3, 99, "chatapi.chat", "{}").id();
        assertEquals(Optional.of(new EventId(17, 3, 99)), EventId.parse(id));
        assertEquals(id, EventId.parse(id).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "1-2", "1-2-3-4", "1-2-x", "-1-2-3", "1--2-3", "1-2-3 ", " 1-2-3", "1-2-3\n", "+1-2-3", "1.0-2-3",
            "12345678901234567-1-1", "1-99999999999999999999999999-1", "\u0661-2-3"})
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), EventId.parse(text));
    }

    @Test
    void aLaterTimeKeepsThePlaceAndAnEarlierOneChangesNothing() {
        EventId id = new EventId(1, 2, 100);
        assertEquals(new EventId(1, 2, 150), id.at(150));
        assertEquals(id, id.at(50));
    }
}
