package io.parley.fastpath;

import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** The data of {@code chatapi.assist} and {@code chatapi.ask}, in the contract's field names (section 5). */
record OfferEvents(Places places) {
    JsonObject received(RequestRow request, OfferRow offer) {
        JsonObject event = new JsonObject().put("type", "offerReceived").put("workgroup", places.workgroup(offer.workgroup()))
                .put("id", request.id()).put("from", request.visitor()).put("metaData", new JsonObject(request.metaData()))
                .put("expires", Instant.ofEpochMilli(offer.dueAt()).toString()).put("kind", offer.kind());
        if (offer.inviter() != null) {
            event.put("inviter", offer.inviter());
        }
        return offer.reason() == null ? event : event.put("reason", offer.reason());
    }

    JsonObject revoked(RequestRow request, OfferRow offer, String reason) {
        return new JsonObject().put("type", "offerRevoked").put("workgroup", places.workgroup(offer.workgroup())).put("id", request.id())
                .put("from", request.visitor()).put("reason", reason);
    }

    /** For the inviter: the chat stays with them. */
    JsonObject transferFailed(OfferRow offer, String reason) {
        return new JsonObject().put("type", "transferFailed").put("workgroup", places.workgroup(offer.workgroup()))
                .put("id", offer.requestId()).put("to", offer.expert()).put("reason", reason);
    }

    JsonObject invitation(RequestRow request) {
        String room = places.room(request.id());
        return new JsonObject().put("type", "offer").put("id", request.id()).put("to", request.visitor()).put("from", room)
                .put("url", places.meeting(request.id())).put("mucRoom", room);
    }

    JsonObject departed(RequestRow request, String reason) {
        return new JsonObject().put("type", "depart-queue").put("id", request.id()).put("reason", reason);
    }

    JsonObject transferred(RequestRow request, String to, String reason) {
        JsonObject event = new JsonObject().put("type", "transferred").put("id", request.id()).put("to", to);
        return reason == null || reason.isBlank() ? event : event.put("reason", reason);
    }

    JsonObject position(RequestRow request, int position, int remaining, String reason) {
        return position(request.id(), request.workgroup(), position, remaining, reason);
    }

    JsonObject position(String request, String workgroup, int position, int remaining, String reason) {
        JsonObject event = new JsonObject().put("type", "update-queue").put("id", request).put("workgroup", places.workgroup(workgroup))
                .put("position", position).put("remainingTime", remaining);
        return reason == null ? event : event.put("reason", reason);
    }
}
