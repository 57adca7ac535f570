package io.parley.bus;

/**
 * A command of administration with who gave it, and from where.
 *
 * @param from the IP address that the request came from
 */
public record AdminAsk(Caller caller, String from, AdminCommand command) implements BusRecord {
}
