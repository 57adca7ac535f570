package io.parley.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Sets an entry of a clustered map if it is what it is expected to be, on the node that owns it: one step for the whole cluster, and no
 * thread of the node that asks waits. Answers what was found. Travels between nodes: its name and its components are part of what they
 * agree on.
 *
 * @param expected null for no entry
 * @param value    null to remove it
 * @param ttl      in milliseconds how long the value is kept; 0 is for ever
 */
record Exchange(String expected, String value, long ttl) implements EntryProcessor<String, String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String process(Map.Entry<String, String> entry) {
        String found = entry.getValue();
        if (Objects.equals(found, expected)) {
            set((ExtendedMapEntry<String, String>) entry);
        }
        return found;
    }

    private void set(ExtendedMapEntry<String, String> entry) {
        if (value == null) {
            entry.setValue(null);
        } else {
            entry.setValue(value, ttl, TimeUnit.MILLISECONDS);
        }
    }
}
