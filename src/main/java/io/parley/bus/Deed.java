package io.parley.bus;

/**
 * What a command of administration does, as the audit log tells it.
 *
 * @param summary what is done: {@code "user created"}; the same words for the same operation, so that the log can be searched
 * @param target  to whom or what: a username, a room's address, a property's key
 * @param details further words for a person; null for none. Never a password, a secret or what somebody said.
 */
public record Deed(String summary, String target, String details) {
    public static Deed of(String summary, String target) {
        return new Deed(summary, target, null);
    }
}
