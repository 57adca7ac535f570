package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StreamsTest {
    private final Streams streams = new Streams(2);

    @Test
    void itIsFullAtItsBoundAndAStreamLeavesOnce() {
        streams.attach("a", false);
        assertFalse(streams.isFull());
        streams.attach("b", false);
        assertTrue(streams.isFull());
        assertTrue(streams.detach("a"));
        assertFalse(streams.detach("a"));
        assertFalse(streams.isEmpty());
    }

    @Test
    void stanzasAreWantedWhileOneStreamWantsThem() {
        streams.attach("a", false);
        assertFalse(streams.wantStanzas());
        streams.attach("b", true);
        assertTrue(streams.wantStanzas());
        streams.detach("b");
        assertFalse(streams.wantStanzas());
    }

    @Test
    void whatWasWrittenIsNeverTakenBack() {
        streams.written(7);
        streams.written(3);
        assertEquals(7, streams.written());
    }
}
