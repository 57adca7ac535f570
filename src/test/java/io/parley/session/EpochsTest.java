package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private Instant now = Instant.ofEpochMilli(1_000);
    private final Epochs epochs = new Epochs(() -> now);

    @Test
    void noEpochIsUsedAgainThoughTheClockStandsOrGoesBack() {
        assertEquals(1_000, epochs.next());
        assertEquals(1_001, epochs.next());
        now = Instant.ofEpochMilli(500);
        assertEquals(1_002, epochs.next());
        now = Instant.ofEpochMilli(2_000);
        assertEquals(2_000, epochs.next());
    }
}
