package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private final Streams streams = new Streams(2, "here");

    @Test
    void itIsFullAtItsBoundAndAStreamLeavesOnce() {
        streams.attach("a", false, null);
        assertFalse(streams.isFull());
        streams.attach("b", false, "there");
        assertTrue(streams.isFull());
        assertTrue(streams.detach("a"));
        assertFalse(streams.detach("a"));
        assertFalse(streams.isEmpty());
    }

    @Test
    void stanzasAreWantedWhileOneStreamWantsThem() {
        streams.attach("a", false, null);
        assertFalse(streams.wantStanzas());
        streams.attach("b", true, "here");
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

    @Test
    void otherNodesAreToldAsLongAsTheyWriteAStream() {
        streams.attach("a", false, "here");
        assertEquals(Set.of(), streams.elsewhere());
        streams.attach("b", false, "there");
        assertEquals(Set.of("there"), streams.elsewhere());
        streams.detach("b");
        assertEquals(Set.of(), streams.elsewhere());
    }

    @Test
    void streamsGoWithTheirNodeAndOneThatComesAgainCountsOnce() {
        streams.attach("a", false, "there");
        streams.attach("a", false, "there");
        assertFalse(streams.isFull());
        assertFalse(streams.keepThoseOf(List.of("here", "there")));
        assertTrue(streams.keepThoseOf(List.of("here")));
        assertTrue(streams.isEmpty());
        assertEquals(Set.of(), streams.elsewhere());
    }
}
