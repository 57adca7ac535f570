package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.session.EventData;
import org.junit.jupiter.api.Test;

class SeenTest {
    private final Seen seen = new Seen(10);

    @Test
    void theSameMessageIsNewOnce() {
        assertTrue(seen.isNew(message("archive-1", "m-1", "hello")));
        assertFalse(seen.isNew(message("archive-1", "m-1", "hello")));
    }

    @Test
    void aSecondTryIsKnownBySenderIdAndContent() {
        assertTrue(seen.isNew(message(null, "m-1", "hello")));
        assertFalse(seen.isNew(message("archive-1", "m-1", "hello")));
        assertFalse(seen.isNew(message("archive-2", "m-1", "hello")));
    }

    @Test
    void aClientThatCountsAgainFromOneIsNotSilenced() {
        assertTrue(seen.isNew(message("archive-1", "1", "before its restart")));
        assertTrue(seen.isNew(message("archive-2", "1", "after its restart")));
    }

    @Test
    void withoutAnyIdEverythingIsNew() {
        assertTrue(seen.isNew(message(null, null, "hello")));
        assertTrue(seen.isNew(message(null, null, "hello")));
    }

    @Test
    void askingRemembersNothing() {
        EventData.Message message = message("archive-1", "m-1", "hello");
        assertTrue(seen.isUnknown(message));
        assertTrue(seen.isUnknown(message));
        assertTrue(seen.isNew(message));
        assertFalse(seen.isUnknown(message));
    }

    @Test
    void notificationsAreToldOnceToo() {
        EventData.Notify notify = new EventData.Notify("notify", "m-1", "ann@x/y", "ben@x", "{\"n\":1}", "now", null, null);
        assertTrue(seen.isNew(notify));
        assertFalse(seen.isNew(notify));
    }

    @Test
    void onlyTheLatestAreKept() {
        assertTrue(seen.isNew(message("archive-0", "m-0", "hello")));
        for (int i = 1; i <= 10; i++) {
            assertTrue(seen.isNew(message("archive-" + i, "m-" + i, "hello")));
        }
        assertTrue(seen.isNew(message("archive-0", "m-0", "hello")));
        assertFalse(seen.isNew(message("archive-10", "m-10", "hello")));
    }

    private static EventData.Message message(String stanzaId, String id, String body) {
        return new EventData.Message("chat", id, stanzaId, "ann@x/y", "ben@x", body, null, "now", null, null);
    }
}
