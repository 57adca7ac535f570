package io.parley.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

/** The data of every event, in the contract's field names (section 5); null is left out. */
public final class EventData {
    public static final String CHAT = "chatapi.chat";
    public static final String PRESENCE = "chatapi.presence";
    public static final String MUC = "chatapi.muc";
    public static final String NOTIFY = "chatapi.notify";
    public static final String ERROR = "chatapi.error";
    public static final String XMPP = "chatapi.xmpp";
    public static final String CONNECTION = "chatapi.connection";
    public static final String RESET = "chatapi.reset";

    private EventData() {
    }

    /** A message, one-to-one or of a room. {@code data} is the sender's whole JSON object; {@code timestamp} ISO 8601. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Message(String type, String id, String stanzaId, String from, String to, String body, @JsonRawValue String data,
                          String timestamp, Boolean delayed, Boolean sent) {
    }

    /** A message of data alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Notify(String type, String id, String from, String to, @JsonRawValue String data, String timestamp, Boolean delayed,
                         Boolean sent) {
    }

    public record ChatState(String type, String from, String to, String state) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Presence(String type, String from, String to, String show, String status) {
    }

    /** subscribe, subscribed, unsubscribed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subscription(String type, String from, String to, String status) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Invitation(String type, String room, String inviter, String to, String from, String url, String reason, String password) {
    }

    /** occupantJoined, occupantLeft. {@code reason}: kicked, banned, destroyed, …; null when they just left. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Occupant(String type, String room, String from, String to, String nickname, String jid, String role, String affiliation,
                           String reason, Boolean self) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subject(String type, String from, String to, String subject) {
    }

    /** A message that was refused after it had been acknowledged. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failed(String type, String id, String from, String condition, String text) {
    }

    /** {@code xmpp} is base64 of the stanza. */
    public record Xmpp(String xmpp) {
    }

    public record Connection(String state) {
    }

    /** What cannot be had any more; {@code scope} says what to fetch anew: all, messages, presence. */
    public record Reset(String reason, String scope) {
    }
}
