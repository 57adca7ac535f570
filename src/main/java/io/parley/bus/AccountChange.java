package io.parley.bus;

/**
 * An admin has changed a user's account: the node that is told forgets what it remembered of it. Answered with {@link Done} when that is so
 * and the user's session there, if it was to end, has ended.
 *
 * @param user   a local part, prepared
 * @param ending what the event streams of a session that ends are told; null where sessions go on
 */
public record AccountChange(String user, String ending) implements BusRecord {
}
