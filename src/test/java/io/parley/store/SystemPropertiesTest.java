package io.parley.store;

class SystemPropertiesTest extends SystemPropertiesStory {
    SystemPropertiesTest() {
        super(new H2Database());
    }
}
