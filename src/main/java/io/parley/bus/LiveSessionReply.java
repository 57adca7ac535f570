package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What is answered about sessions that run now, in the contract's field names. */
public sealed interface LiveSessionReply extends BusRecord {

    /**
     * Some sessions.
     *
     * @param next the session id to go on after; null at the end
     */
    record SessionPage(List<LiveSession> sessions, String next) implements LiveSessionReply {
    }

    /** What becomes the body of the answer. */
    record LiveSessionList(List<LiveSession> sessions) implements LiveSessionReply {
    }

    /**
     * One session; what is null nobody tells.
     *
     * @param sessionId      the full JID, or the bare one where the server does not tell the resource
     * @param node           Parley's node that has it; {@code Local} for a native client's
     * @param creationDate   milliseconds since 1970, as {@code lastActionDate}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LiveSession(String sessionId, String username, String resource, String node, String sessionStatus, String presenceStatus,
                       String presenceMessage, Integer priority, String hostAddress, Long creationDate, Long lastActionDate) {
    }

    record SessionCounts(int localSessions, int clusterSessions) implements LiveSessionReply {
    }

    record Unread(String jid, int count) implements LiveSessionReply {
    }
}
