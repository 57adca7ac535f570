package io.parley.chaos;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;

/** Somebody who has logged in once, and uses that one token on every node from then on. Used on a thread of its own. */
final class Client {
    private final String user;
    private final String token;
    private final Insistence insistence;
    private final Diary diary;

    private Client(String user, String token, Insistence insistence, Diary diary) {
        this.user = user;
        this.token = token;
        this.insistence = insistence;
        this.diary = diary;
    }

    /** The password is the name. */
    static Client login(String user, Insistence insistence, Diary diary) {
        JsonObject credentials = new JsonObject().put("username", user).put("password", user);
        Reply reply = insistence.ask(new Request(HttpMethod.POST, Request.V1 + "/chat/login", Map.of("Accept", "application/json"),
                credentials));
        if (!reply.ok()) {
            throw new IllegalStateException(user + " cannot log in: " + reply);
        }
        return new Client(user, reply.json().getString("token"), insistence, diary);
    }

    String user() {
        return user;
    }

    String authorization() {
        return "Bearer " + token;
    }

    Reply ask(HttpMethod method, String path, JsonObject body) {
        return settled(Request.by(authorization(), method, Request.V1 + "/chat" + path, body));
    }

    /** What is sent once, however often it is tried. */
    Reply sendOnce(String path, String text) {
        return settled(Request.by(authorization(), HttpMethod.POST, Request.V1 + "/chat" + path, new JsonObject().put("body", text))
                .with("Idempotency-Key", UUID.randomUUID().toString()));
    }

    private Reply settled(Request request) {
        Reply reply = insistence.ask(request);
        if (reply.status() == 401 || reply.status() == 404 && reply.code().equals("unknown-session")) {
            diary.wrong("the session of " + user + " is lost: " + request + " was answered " + reply);
        }
        return reply;
    }
}
