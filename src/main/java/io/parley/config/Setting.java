package io.parley.config;

/**
 * A key of the configuration with what is in effect of it.
 *
 * @param value as it is written in the file; null where nothing is set, {@link #HIDDEN} in the place of a secret
 */
public record Setting(String name, String value, Kind kind) {
    public static final String HIDDEN = "(hidden)";

    /** LIVE: can be changed while Parley runs. FIXED: with the next start alone. PROTECTED: by whoever has the file alone. */
    public enum Kind { LIVE, FIXED, PROTECTED }
}
