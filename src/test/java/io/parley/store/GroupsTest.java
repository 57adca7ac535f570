package io.parley.store;

class GroupsTest extends GroupsStory {
    GroupsTest() {
        super(new H2Database());
    }
}
