package io.parley.bus;

/**
 * Who asks, as {@code http.Access} found out from the credentials; the owner of a session decides by it what is allowed.
 *
 * @param kind  what the caller may do
 * @param user  the local part of the caller's JID, prepared (RFC 7622); null for the master secret and for visitors
 * @param login the login that the token belongs to; null for Basic and for the master secret, which belong to none
 */
public record Caller(Kind kind, String user, String login) implements BusRecord {
    /** VISITOR: whoever asked a question, with nothing but the token of that request. */
    public enum Kind { MASTER, ADMIN, USER, VISITOR }

    public static Caller master() {
        return new Caller(Kind.MASTER, null, null);
    }

    /** A visitor is no user: the request's id stands in the place of the login, and acts for nobody. */
    public static Caller visitor(String request) {
        return new Caller(Kind.VISITOR, null, request);
    }

    /** The visitor whose token belongs to this request. */
    public boolean isVisitorOf(String request) {
        return kind == Kind.VISITOR && request.equals(login);
    }

    public boolean isMaster() {
        return kind == Kind.MASTER;
    }

    /** Whether this caller may do what is for admins and trusted back-ends. */
    public boolean mayAdminister() {
        return kind == Kind.MASTER || kind == Kind.ADMIN;
    }

    /** 403 {@code admins-only}: what everybody else is told. */
    public static Problem adminsOnly() {
        return Problem.of(403, "admins-only", "This is for admins and the master secret.");
    }

    /** Whether this caller may use what belongs to {@code owner}: the owner, or a trusted back-end. */
    public boolean mayActFor(String owner) {
        return isMaster() || owner.equals(user);
    }
}
