package io.parley.admin.group;

import io.vertx.core.Future;

/** Which users the XMPP server has. */
@FunctionalInterface
public interface UserCheck {
    /**
     * @param username a local part, prepared
     * @return false only where the server says so: one that does not tell its users has whomever it is asked for
     */
    Future<Boolean> exists(String username);
}
