package io.parley.bus;

/**
 * Properties: the keys of Parley's configuration, of which some can be changed while it runs, and keys of clients' own. A change is refused
 * with 403 {@code property-protected}, 409 {@code restart-needed}, 400 {@code invalid-property} or 409 {@code too-many-properties}.
 */
public sealed interface PropertyCommand extends AdminCommand {

    /**
     * {@link PropertyReply.Properties}, in the order of their keys.
     *
     * @param limit how many at the most; null for all
     * @param after the key behind which to begin; null for the first
     */
    record ListProperties(Integer limit, String after) implements PropertyCommand {
    }

    /** {@link PropertyReply.SystemProperty}; 404 {@code unknown-property}. */
    record GetProperty(String key) implements PropertyCommand {
    }

    /** {@link Done}; creates or replaces. */
    record SetProperty(String key, String value) implements PropertyCommand {
        @Override
        public Deed deed() {
            return Deed.of("property set", key); // what a client keeps there may be a secret
        }

        @Override
        public String toString() {
            return "SetProperty[" + key + "]";
        }
    }

    /** {@link Done}; 404 {@code unknown-property} where there is none to replace. */
    record ReplaceProperty(String key, String value) implements PropertyCommand {
        @Override
        public Deed deed() {
            return Deed.of("property changed", key);
        }

        @Override
        public String toString() {
            return "ReplaceProperty[" + key + "]";
        }
    }

    /** {@link Done}: a key of the configuration has its value of file or environment again; 404 {@code unknown-property}. */
    record DeleteProperty(String key) implements PropertyCommand {
        @Override
        public Deed deed() {
            return Deed.of("property deleted", key);
        }
    }
}
