package io.parley.bench;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What carries Parley's XMPP streams: the two are measured beside each other, each in a Parley of its own. */
enum Connection {
    EVENTLOOP("event loop"),
    SMACK("Smack's own");

    private final String title;

    Connection(String title) {
        this.title = title;
    }

    /** The head of its column. */
    String title() {
        return title;
    }

    /** As the configuration calls it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment of its node. */
    Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("PARLEY_XMPP_TRANSPORT", key());
        return all;
    }
}
