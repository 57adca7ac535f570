package io.parley.support;

import java.util.List;

/**
 * Where a node of the tests runs.
 *
 * @param host   its address there
 * @param prefix what its command is put behind to run there
 */
public record NodePlace(String host, List<String> prefix) {
    /** On this machine like everything else. */
    public static final NodePlace HERE = new NodePlace("127.0.0.1", List.of());
}
