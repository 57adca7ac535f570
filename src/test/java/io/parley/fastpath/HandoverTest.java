package io.parley.fastpath;

class HandoverTest extends HandoverStory {
    HandoverTest() {
        super(() -> QueueWorld.inMemory(1));
    }
}
