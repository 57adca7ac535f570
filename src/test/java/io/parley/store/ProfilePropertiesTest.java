package io.parley.store;

class ProfilePropertiesTest extends ProfilePropertiesStory {
    ProfilePropertiesTest() {
        super(new H2Database());
    }
}
