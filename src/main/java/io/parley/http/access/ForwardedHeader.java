package io.parley.http.access;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What proxies say about the request that they pass on, farthest hop first: {@code Forwarded} (RFC 7239), or the older
 * {@code X-Forwarded-*}.
 *
 * @param hops  the addresses, as they are written
 * @param proto http or https, as the nearest proxy says; null when it does not
 * @param host  the authority that was asked for, as the nearest proxy says; null when it does not
 */
record ForwardedHeader(List<String> hops, String proto, String host) {

    static Optional<ForwardedHeader> standard(MultiMap headers) {
        List<String> elements = elements(headers.getAll("Forwarded"));
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        List<String> hops = new ArrayList<>();
        String proto = null;
        String host = null;
        for (String element : elements) {
            hops.add("unknown"); // a hop that does not name its client is still a hop
            for (String pair : split(element, ';')) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = unquoted(pair.substring(equals + 1).strip());
                if (name.equals("for")) {
                    hops.set(hops.size() - 1, value);
                } else if (name.equals("proto")) {
                    proto = value;
                } else if (name.equals("host")) {
                    host = value;
                }
            }
        }
        return Optional.of(new ForwardedHeader(hops, proto, host));
    }

    static Optional<ForwardedHeader> older(MultiMap headers) {
        List<String> hops = elements(headers.getAll("X-Forwarded-For"));
        String proto = last(headers.getAll("X-Forwarded-Proto"));
        String host = last(headers.getAll("X-Forwarded-Host"));
        return hops.isEmpty() && proto == null && host == null ? Optional.empty() : Optional.of(new ForwardedHeader(hops, proto, host));
    }

    private static String last(List<String> headers) {
        List<String> elements = elements(headers);
        return elements.isEmpty() ? null : elements.get(elements.size() - 1);
    }

    private static List<String> elements(List<String> headers) {
        List<String> elements = new ArrayList<>();
        headers.forEach(header -> elements.addAll(split(header, ',')));
        elements.removeIf(String::isBlank);
        return elements;
    }

    /** Splits outside of quoted strings. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == separator && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
