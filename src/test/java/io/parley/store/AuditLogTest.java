package io.parley.store;

class AuditLogTest extends AuditLogStory {
    AuditLogTest() {
        super(new H2Database());
    }
}
