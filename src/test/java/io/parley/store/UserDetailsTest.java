package io.parley.store;

class UserDetailsTest extends UserDetailsStory {
    UserDetailsTest() {
        super(new H2Database());
    }
}
