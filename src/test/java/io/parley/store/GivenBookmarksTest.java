package io.parley.store;

class GivenBookmarksTest extends GivenBookmarksStory {
    GivenBookmarksTest() {
        super(new H2Database());
    }
}
