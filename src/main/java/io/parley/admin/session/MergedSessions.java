package io.parley.admin.session;

import io.parley.admin.server.OnlineUser;
import io.parley.bus.LiveSessionReply.LiveSession;
import io.parley.bus.SessionReply.RunningSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jxmpp.jid.DomainBareJid;

/** Parley's sessions and the server's as one list: what both tell of is one session. In the words of Openfire's REST API. */
final class MergedSessions {
    private static final String NATIVE = "Local";
    private static final String STATUS = "Authenticated";
    private static final Map<String, String> PRESENCES = Map.of("available", "Online", "chat", "Available to Chat", "away", "Away",
            "xa", "Extended Away", "dnd", "Do Not Disturb", "unavailable", "Unavailable", "offline", "Unavailable");

    private final DomainBareJid domain;

    MergedSessions(DomainBareJid domain) {
        this.domain = domain;
    }

    /** Sorted by session id. */
    Collection<LiveSession> of(List<RunningSession> parleys, List<OnlineUser> servers) {
        Map<String, LiveSession> merged = new TreeMap<>();
        servers.forEach(one -> {
            LiveSession session = of(one);
            merged.put(session.sessionId(), session);
        });
        parleys.forEach(one -> {
            String id = id(one.user(), one.resource());
            merged.put(id, own(id, one, merged.get(id)));
        });
        return merged.values();
    }

    private LiveSession of(OnlineUser one) {
        return new LiveSession(id(one.user(), one.resource()), one.user(), one.resource(), NATIVE, STATUS, presence(one.show()), null,
                one.priority(), one.address(), null, null);
    }

    /** The address that the server knows is Parley's own, and not the user's. */
    private static LiveSession own(String id, RunningSession one, LiveSession atServer) {
        return new LiveSession(id, one.user(), one.resource(), one.node(), STATUS, presence(one.show()), one.status(),
                atServer == null ? null : atServer.priority(), null, one.begun(), one.active());
    }

    private String id(String user, String resource) {
        return user + "@" + domain + (resource == null ? "" : "/" + resource);
    }

    private static String presence(String show) {
        return show == null ? null : PRESENCES.getOrDefault(show, "Unknown");
    }
}
