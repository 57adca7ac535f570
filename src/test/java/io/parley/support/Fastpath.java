package io.parley.support;

import java.util.HashMap;
import java.util.Map;

/**
 * How a node is told to be the server's components: settings for {@link ParleyNode#start}. Only one node of a server at a time may be,
 * because a second would take the components from the first; the node that {@link WithParley} gives is not.
 */
public final class Fastpath {
    private Fastpath() {
    }

    public static Map<String, String> on(XmppServer server) {
        return Map.of("PARLEY_FASTPATH_SECRET", server.componentSecret(), "PARLEY_FASTPATH_PORT", Integer.toString(server.componentPort()));
    }

    /** With these settings too. */
    public static Map<String, String> on(XmppServer server, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(on(server));
        settings.putAll(more);
        return settings;
    }
}
