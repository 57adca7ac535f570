package io.parley.fastpath;

import static io.parley.support.Person.chat;

import io.parley.support.ApiResponse;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.vertx.core.json.JsonObject;

/** An expert who is logged in and listens. */
record ExpertDesk(Person person, SseClient stream, String workgroup) {
    /** Waits for the offer of that question. */
    JsonObject offered(String id) {
        return told("offerReceived", id);
    }

    JsonObject revoked(String id) {
        return told("offerRevoked", id);
    }

    /** Waits for the invitation into the room of that question, and comes. */
    JsonObject comes(String id) {
        JsonObject invitation = invited(id);
        person.api().put(chat("/rooms/" + id)).expect(200);
        return invitation;
    }

    JsonObject invited(String id) {
        return stream.await(event -> is(event, "chatapi.muc", "invitationReceived")
                && event.json().getString("room").startsWith(id + "@")).json();
    }

    JsonObject hears(String body) {
        return stream.await(event -> is(event, "chatapi.muc", "groupchat") && body.equals(event.json().getString("body"))).json();
    }

    /** Waits until they are no longer in that room. @return why */
    String out(String id) {
        return stream.await(event -> is(event, "chatapi.muc", "occupantLeft") && event.json().getString("room").startsWith(id + "@")
                && event.json().getBoolean("self", false)).json().getString("reason");
    }

    ApiResponse accept(String id) {
        return person.api().put(offer(id));
    }

    ApiResponse reject(String id) {
        return person.api().delete(offer(id));
    }

    ApiResponse say(String id, String body) {
        return say(id, new JsonObject().put("body", body));
    }

    ApiResponse say(String id, JsonObject message) {
        return person.api().post(chat("/rooms/" + id + "?service=conference"), message).expect(200);
    }

    ApiResponse leave(String id) {
        return person.api().delete(chat("/rooms/" + id)).expect(200);
    }

    String offer(String id) {
        return chat("/assists/" + workgroup + "/" + id);
    }

    /** How many of these events have come so far. */
    long count(String type, String id) {
        return stream.events().stream()
                .filter(event -> is(event, "chatapi.assist", type) && id.equals(event.json().getString("id"))).count();
    }

    private JsonObject told(String type, String id) {
        return stream.await(event -> is(event, "chatapi.assist", type) && id.equals(event.json().getString("id"))).json();
    }

    static boolean is(SseEvent event, String channel, String type) {
        return event.event().equals(channel) && type.equals(event.json().getString("type"));
    }
}
