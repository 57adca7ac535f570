package io.parley.store.cluster;

/**
 * Since when a node has been there.
 *
 * @param address host:port where it listens for the others
 * @param joined  milliseconds since 1970, by the database's clock
 */
public record NodeLife(String id, String address, long joined) {
}
