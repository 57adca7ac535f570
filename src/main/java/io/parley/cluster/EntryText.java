package io.parley.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.session.SessionEntry;

/**
 * How a session's entry stands in the clustered map: its node, a line end, and the entry as JSON. The node stands first so that the dead
 * nodes' entries are found without reading all of them. A node of the next version may add fields; this one passes over them.
 */
final class EntryText {
    private static final ObjectMapper JSON = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private EntryText() {
    }

    static String of(SessionEntry entry) {
        try {
            return entry.node() + '\n' + JSON.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry is plain values", e);
        }
    }

    static String node(String text) {
        return text.substring(0, text.indexOf('\n'));
    }

    static SessionEntry read(String text) {
        try {
            return JSON.readValue(text.substring(text.indexOf('\n') + 1), SessionEntry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no entry of a session", e);
        }
    }
}
