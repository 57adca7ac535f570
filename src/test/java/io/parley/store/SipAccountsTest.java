package io.parley.store;

class SipAccountsTest extends SipAccountsStory {
    SipAccountsTest() {
        super(new H2Database());
    }
}
