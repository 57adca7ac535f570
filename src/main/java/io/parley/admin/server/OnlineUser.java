package io.parley.admin.server;

/**
 * A session that the server has of a user; null is what it does not tell.
 *
 * @param user     a local part
 * @param resource null where the server tells no more than that the user is there
 * @param show     of the presence: available, chat, away, xa, dnd or unavailable
 * @param priority of the presence
 * @param address  the IP address that the session came from
 */
public record OnlineUser(String user, String resource, String show, Integer priority, String address) {
}
