package io.parley.store.cluster;

/**
 * A node that has said that it lives.
 *
 * @param address host:port where it listens for the others
 * @param keys    a fingerprint of its keys
 * @param silence milliseconds since it said so last, by the database's clock
 */
public record NodeRow(String id, String address, String keys, long silence) {
}
