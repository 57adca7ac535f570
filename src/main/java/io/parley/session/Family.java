package io.parley.session;

import org.jivesoftware.smack.packet.Stanza;

/** One family of stanzas: what a user can do with it, and what arrives of it. Runs on its session's event loop only. */
public interface Family {
    /** Says which commands it carries out. */
    default void commands(CommandTable table) {
    }

    /** Takes a stanza that arrived, or leaves it to the next family. */
    default boolean take(Stanza stanza) {
        return false;
    }
}
