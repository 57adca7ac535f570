package io.parley.fastpath;

class QueueTest extends QueueStory {
    QueueTest() {
        super(() -> QueueWorld.inMemory(1));
    }
}
