package io.parley.admin.property;

import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.ProblemException;
import io.parley.bus.XmlText;
import io.parley.config.ConfigException;
import io.parley.config.LiveConfig;
import io.parley.config.Setting;
import java.util.List;
import java.util.Optional;

/** Which properties may be set, and to what. */
final class PropertyRules {
    private static final int MAX_KEY = 255;
    private static final int MAX_VALUE = 4096;

    private final LiveConfig config;

    PropertyRules(LiveConfig config) {
        this.config = config;
    }

    /** The key of Parley's own configuration; empty for one of a client's own. */
    Optional<Setting> setting(String key) {
        return config.settings().stream().filter(setting -> setting.name().equals(key)).findFirst();
    }

    /** @throws ProblemException why it may not be set, or not to this */
    void requireSettable(String key, String value) {
        requireChangeable(key);
        if (setting(key).isPresent()) {
            requireValue(key, value);
        } else if (config.settings().stream().anyMatch(setting -> setting.name().equalsIgnoreCase(key))) {
            throw invalid("/key", "is almost one of Parley's own: case counts");
        } else if (!isKey(key)) {
            throw invalid("/key", "has 1 to " + MAX_KEY + " characters, and neither spaces nor control characters");
        } else if (value != null && (value.length() > MAX_VALUE || XmlText.firstIllegal(value) >= 0)) {
            throw invalid("/value", "has at most " + MAX_VALUE + " characters, of those that XML can carry");
        }
    }

    /** @throws ProblemException 403 {@code property-protected}, 409 {@code restart-needed} */
    void requireChangeable(String key) {
        Setting.Kind kind = setting(key).map(Setting::kind).orElse(Setting.Kind.LIVE);
        if (kind == Setting.Kind.PROTECTED) {
            throw Problem.of(403, "property-protected", key + " is set in the configuration alone.").exception();
        }
        if (kind == Setting.Kind.FIXED) {
            throw Problem.conflict("restart-needed", key + " counts from the next start on: change it in the configuration of every node.")
                    .exception();
        }
    }

    private void requireValue(String key, String value) {
        if (value == null || value.isBlank()) {
            throw invalid("/value", "is needed; deleted, the property has the configuration's value again");
        }
        try {
            config.check(key, value);
        } catch (ConfigException e) {
            throw invalid("/value", e.getMessage());
        }
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.length() <= MAX_KEY && XmlText.firstIllegal(key) < 0
                && key.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new Problem(400, "invalid-property", "The property cannot be like this.", null, null, List.of(new Fault(pointer, detail)))
                .exception();
    }
}
