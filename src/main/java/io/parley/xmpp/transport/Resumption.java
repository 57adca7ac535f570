package io.parley.xmpp.transport;

import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.time.Instant;

/**
 * With what a stream can be taken up again after it broke (XEP-0198, section 5), as the server has said it.
 *
 * @param id       what it calls the stream
 * @param location where it wants the client to come back to; its port is negative when the server names none; null: where it was before
 * @param kept     how long it keeps the stream; null: it does not say
 */
record Resumption(String id, HostAndPort location, Duration kept) {
    /** A server whose side of the line stays open a while longer begins to count that much later. */
    private static final Duration LATE_NOTICE = Duration.ofMinutes(2);

    /** What {@code <enabled/>} says; null when the stream cannot be resumed. */
    static Resumption of(Heard enabled) {
        String resume = enabled.attribute("resume");
        String id = enabled.attribute("id");
        if (id == null || !"true".equals(resume) && !"1".equals(resume)) {
            return null;
        }
        return new Resumption(id, place(enabled.attribute("location")), seconds(enabled.attribute("max")));
    }

    /** Null when it is none, or nothing that can be understood. */
    private static HostAndPort place(String location) {
        HostAndPort place = location == null || location.isEmpty() ? null : HostAndPort.parseAuthority(location, -1);
        if (place == null || !place.host().startsWith("[")) {
            return place;
        }
        return HostAndPort.create(place.host().substring(1, place.host().length() - 1), place.port()); // the brackets of IPv6
    }

    private static Duration seconds(String max) {
        try {
            return max == null ? null : Duration.ofSeconds(Integer.parseUnsignedInt(max));
        } catch (NumberFormatException e) {
            return null; // as good as unsaid: that a resumption fails is no harm
        }
    }

    /** The same, but where the stream was before. */
    Resumption elsewhere() {
        return location == null ? this : new Resumption(id, null, kept);
    }

    /** Whether the server has surely forgotten a stream that was lost then. */
    boolean isOver(Instant lost, Instant now) {
        return kept != null && Duration.between(lost, now).compareTo(kept.plus(LATE_NOTICE)) > 0;
    }
}
