package io.parley.config;

import java.util.List;

/** The configuration cannot be used: every fault at once, each naming its key and what that wants. */
public final class ConfigException extends StartFailure {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    ConfigException(List<String> faults) {
        super("The configuration has faults:\n  " + String.join("\n  ", faults), null);
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
