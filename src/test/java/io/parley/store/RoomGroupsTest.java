package io.parley.store;

class RoomGroupsTest extends RoomGroupsStory {
    RoomGroupsTest() {
        super(new H2Database());
    }
}
