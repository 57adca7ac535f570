package io.parley.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration as it is now: that of file and environment, and above it what admins have set while the program runs. For all threads;
 * whoever wants to follow a change asks each time, for a Config itself never changes.
 */
public final class LiveConfig implements Supplier<Config> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

    /** Few, and each of them asked for anew wherever it counts. */
    private static final Set<String> LIVE = Set.of("access.freeFailures", "sessions.awayAfter", "sessions.idleAfter", "roster.accept",
            "fastpath.asksPerAddress", "meeting.url");

    /** What decides who may do what, or opens something: never over the API. */
    private static final Set<String> PROTECTED = Set.of("access.secret", "access.admins", "cors.origins", "xmpp.admin.user",
            "xmpp.admin.password", "store.url", "store.user", "store.password", "fastpath.secret");

    /** A JDBC URL may carry a password. */
    private static final Set<String> HIDDEN = Set.of("store.url");

    /** @param effective what is in effect of every key; null where nothing is set */
    record Loaded(Config config, Map<String, String> effective) {
    }

    private final Function<Map<String, String>, Loaded> loading;
    private volatile Loaded now;
    private volatile Map<String, String> set = Map.of();

    /** @param loading the configuration with these keys set; throws {@link ConfigException} */
    LiveConfig(Function<Map<String, String>, Loaded> loading) {
        this.loading = loading;
        this.now = loading.apply(Map.of());
    }

    /** One that has no keys, and stays as it is. */
    public static LiveConfig fixed(Config config) {
        return new LiveConfig(overrides -> new Loaded(config, Map.of()));
    }

    @Override
    public Config get() {
        return now.config();
    }

    /** Every key, in the file's order. */
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>();
        now.effective().forEach((name, value) -> all.add(new Setting(name, value != null && HIDDEN.contains(name) ? Setting.HIDDEN : value,
                LIVE.contains(name) ? Setting.Kind.LIVE : PROTECTED.contains(name) ? Setting.Kind.PROTECTED : Setting.Kind.FIXED)));
        return all;
    }

    /** @throws ConfigException where a key that can be changed cannot have this value */
    public void check(String name, String value) {
        loading.apply(Map.of(name, value));
    }

    /** Sets these keys and no others; what is none of those that can be changed, or no value for one, is left out. */
    public void become(Map<String, String> properties) {
        if (properties.equals(set)) {
            return;
        }
        Map<String, String> good = new HashMap<>();
        properties.forEach((name, value) -> {
            if (value != null && LIVE.contains(name) && isGood(name, value)) {
                good.put(name, value);
            }
        });
        now = loading.apply(good);
        set = new HashMap<>(properties);
    }

    /** Another version of Parley may have taken what this one does not. */
    private boolean isGood(String name, String value) {
        try {
            check(name, value);
            return true;
        } catch (ConfigException e) {
            LOG.warn("A property is passed over: {}", e.getMessage());
            return false;
        }
    }
}
