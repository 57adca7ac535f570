package io.parley.config;

import java.util.Locale;

/**
 * One thing that can be configured.
 *
 * @param name        as in the file: {@code http.trustedProxies}
 * @param environment the variable that wins over the file: {@code PARLEY_HTTP_TRUSTED_PROXIES}
 */
record Key(String name, String environment) {
    static final String PREFIX = "PARLEY_";
    private static final String SECRET = "access.secret";

    static Key of(String name) {
        return new Key(name, PREFIX + name.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** A second, short name of the variable; null when there is none. */
    String shortEnvironment() {
        return name.equals(SECRET) ? PREFIX + "SECRET" : null;
    }
}
