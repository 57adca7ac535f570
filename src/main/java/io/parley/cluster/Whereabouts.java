package io.parley.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** On which nodes sessions were found, so that not every request has to look it up; bounded, those longest unused out first. */
final class Whereabouts {
    private static final int MOST = 50_000;

    private final Map<String, String> nodes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** Null where it is not known. */
    synchronized String of(String streamId) {
        return nodes.get(streamId);
    }

    synchronized void put(String streamId, String node) {
        nodes.put(streamId, node);
    }

    synchronized void forget(String streamId) {
        nodes.remove(streamId);
    }

    synchronized int size() {
        return nodes.size();
    }
}
