package io.parley.bus;

/** Asks a node for its sessions. Answered with {@link SessionReply.Running}. {@code user}: only this one's; null for all. */
public record RunningQuery(String user) implements BusRecord {
}
