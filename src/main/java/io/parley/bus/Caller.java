package io.parley.bus;

/**
 * Who asks, as {@code http.Access} found out from the credentials; the owner of a session decides by it what is allowed.
 *
 * @param kind  what the caller may do
 * @param user  the local part of the caller's JID, prepared (RFC 7622); null for the master secret
 * @param login the login that the token belongs to; null for Basic and for the master secret, which belong to none
 */
public record Caller(Kind kind, String user, String login) implements BusRecord {
    public enum Kind { MASTER, ADMIN, USER }

    public static Caller master() {
        return new Caller(Kind.MASTER, null, null);
    }

    public boolean isMaster() {
        return kind == Kind.MASTER;
    }

    /** Whether this caller may use what belongs to {@code owner}: the owner, or a trusted back-end. */
    public boolean mayActFor(String owner) {
        return isMaster() || owner.equals(user);
    }
}
