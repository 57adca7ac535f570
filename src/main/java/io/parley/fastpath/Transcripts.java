package io.parley.fastpath;

import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.flow.OneByOne;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** What was said in a room, kept with the request: each thing once, whether it came from the room, its history or its archive. */
final class Transcripts {
    private final RequestLog log;

    Transcripts(RequestLog log) {
        this.log = log;
    }

    /** Whether it is new. */
    Future<Boolean> said(RequestRow request, RoomMessage message) {
        return log.said(request.id(), request.askedAt(), Notices.ASK, event(request, message), key(message));
    }

    /** Fills in what the room's archive has and we have not heard. */
    Future<Void> complete(RequestRow request, List<RoomMessage> archived) {
        return OneByOne.each(archived, message -> said(request, message));
    }

    private static JsonObject event(RequestRow request, RoomMessage message) {
        JsonObject event = new JsonObject().put("type", "groupchat");
        putIfKnown(event, "id", message.id());
        putIfKnown(event, "stanzaId", message.stanzaId());
        event.put("from", message.from()).put("to", request.visitor());
        putIfKnown(event, "body", message.payload().body());
        if (message.payload().data() != null) {
            event.put("data", new JsonObject(message.payload().data()));
        }
        return event.put("timestamp", message.at().toString());
    }

    private static void putIfKnown(JsonObject event, String name, String value) {
        if (value != null) {
            event.put(name, value);
        }
    }

    /** The sender's id with the sender, for the archive's id is not in every copy; of a fixed length, for JIDs are long. */
    static String key(RoomMessage message) {
        String id = message.id() == null ? "archived " + message.stanzaId() : message.id();
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(sha256().digest((message.from() + '\n' + id).getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
