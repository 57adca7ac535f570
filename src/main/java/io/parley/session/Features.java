package io.parley.session;

import java.util.Set;

/** What a server discloses about an account (XEP-0030). */
public record Features(Set<String> features) {
    public static final Features NONE = new Features(Set.of());

    public boolean archive() {
        return features.contains("urn:xmpp:mam:2");
    }

    /** Bookmarks in a node of their own, without the older kind to be kept in step (XEP-0402). */
    public boolean personalEventing() {
        return features.contains("http://jabber.org/protocol/pubsub#publish");
    }
}
