package io.parley.http.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Scheme, host and port of a page (RFC 6454), comparable: lower case, and the scheme's own port when none is written. */
record WebOrigin(String scheme, String host, int port) {

    /** Empty for what is no origin of a page, {@code null} of sandboxed ones too. */
    static Optional<WebOrigin> parse(String text) {
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            int ownPort = uri.getScheme().equals("https") ? 443 : 80;
            return Optional.of(new WebOrigin(uri.getScheme(), uri.getHost(), uri.getPort() < 0 ? ownPort : uri.getPort()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
