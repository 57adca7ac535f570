package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.session.SessionEntry;
import io.parley.session.SessionEntry.Seat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryTextTest {
    private static final SessionEntry FULL = new SessionEntry("alice", "s-1", "parley-1", "node-1", 1_700_000_000_000L, "sealed", "dnd",
            "line\nend \"quoted\" \uD83D\uDE00", true,
            List.of(new Seat("room@conference.test", "ally"), new Seat("other@conference.test", "a b")),
            List.of("l-1", "l-2"), 1_700_000_000_001L);
    private static final SessionEntry BARE = new SessionEntry("bob", "s-2", "parley-2", "node-2", 1, null, "available", null, false,
            List.of(), List.of(), 0);

    @Test
    void whatIsWrittenIsRead() {
        assertEquals(FULL, EntryText.read(EntryText.of(FULL)));
        assertEquals(BARE, EntryText.read(EntryText.of(BARE)));
    }

    /** Entries are replaced by comparing texts: two that are equal must look the same. */
    @Test
    void theSameEntryIsTheSameText() {
        assertEquals(EntryText.of(FULL), EntryText.of(EntryText.read(EntryText.of(FULL))));
    }

    @Test
    void theNodeIsFoundWithoutReadingTheRest() {
        assertEquals("node-1", EntryText.node(EntryText.of(FULL)));
        assertEquals("node-3", EntryText.node("node-3\nnot even JSON"));
        assertTrue(new OwnedByNone(List.of("node-2")).apply(Map.entry("alice", EntryText.of(FULL))));
        assertFalse(new OwnedByNone(List.of("node-2", "node-1")).apply(Map.entry("alice", EntryText.of(FULL))));
    }

    @Test
    void whatTheNextVersionAddsIsPassedOver() {
        String later = EntryText.of(BARE).replace("{", "{\"mood\":{\"of\":[\"the\",\"day\"]},");
        assertEquals(BARE, EntryText.read(later));
    }

    @Test
    void whereNothingIsSecretThereIsNothingSealed() {
        assertFalse(EntryText.of(BARE).contains("sealed"));
    }

    @Test
    void whatIsNoEntryIsAFault() {
        assertThrows(IllegalStateException.class, () -> EntryText.read("node-1\n{"));
    }
}
