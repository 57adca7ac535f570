package io.parley.fastpath;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuePropertyTest extends QueueProperties {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 29})
    void onH2(long seed) {
        whatMustHoldHolds(QueueWorld.inMemory(seed), seed);
    }
}
