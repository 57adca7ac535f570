package io.parley.admin.server;

import io.parley.bus.Problem;

/** The commands of XEP-0133 that Parley uses, each with what is told where the server lacks it. */
public enum StandardCommand {
    /** 4.1 */
    ADD_USER("add-user", "users-unsupported", "adds no users"),
    /** 4.2 */
    DELETE_USER("delete-user", "users-unsupported", "deletes no users"),
    /** 4.3 */
    DISABLE_USER("disable-user", "lockout-unsupported", "locks nobody out"),
    /** 4.4 */
    REENABLE_USER("reenable-user", "lockout-unsupported", "locks nobody out"),
    /** 4.5 */
    END_USER_SESSION("end-user-session", "sessions-unsupported", "ends nobody's sessions"),
    /** 4.7 */
    CHANGE_USER_PASSWORD("change-user-password", "users-unsupported", "changes no passwords"),
    /** 4.11 */
    USER_STATS("user-stats", "sessions-unsupported", "does not tell where its users are"),
    /** 4.18 */
    LIST_USERS("get-registered-users-list", "directory-unsupported", "does not list its users"),
    /** 4.20 */
    COUNT_USERS("get-registered-users-num", "directory-unsupported", "does not count its users"),
    /** 4.21 */
    LIST_ONLINE_USERS("get-online-users-list", "sessions-unsupported", "does not tell who is online"),
    /** 4.23 */
    ANNOUNCE("announce", "announce-unsupported", "makes no announcements");

    private final String node;
    private final String code;
    private final String lack;

    StandardCommand(String name, String code, String lack) {
        this.node = "http://jabber.org/protocol/admin#" + name;
        this.code = code;
        this.lack = lack;
    }

    public String node() {
        return node;
    }

    /** What is told where the server does not offer it to Parley's account: 501. */
    Problem missing() {
        return Problem.of(501, code, "The XMPP server " + lack + ": it does not offer the command " + node + " to Parley's account.");
    }
}
