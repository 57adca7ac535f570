package io.parley.support;

import io.vertx.core.json.JsonObject;

/** A user who has logged in over HTTP: one login, with its own tokens. */
public record Person(ParleyNode node, String user, String streamId, String jid, String token, String streamToken, ApiClient api) {
    private static final String CHAT = "/restapi/v1/chat";

    static Person login(ParleyNode node, String user) {
        JsonObject login = node.api().with("Accept", "application/json").post(CHAT + "/login", new JsonObject().put("username", user).put("password", user)).expect(200).json();
        return new Person(node, user, login.getString("streamid"), login.getString("jid"), login.getString("token"),
                login.getString("streamToken"), node.api().withBearer(login.getString("token")));
    }

    /** A path below {@code /restapi/v1/chat} of the caller's own session. */
    public static String chat(String path) {
        return CHAT + path;
    }

    /** The same path with the stream id in it. */
    public String session(String path) {
        return CHAT + "/" + streamId + path;
    }

    public String address() {
        return user + "@" + node.server().domain();
    }

    /** This login's event stream, from the oldest event that nobody was told. */
    public SseClient stream() {
        return SseClient.open(node.vertx(), node.check(), api, chat("/events"));
    }

    /** The stream as a browser opens it again, after the event with this id. */
    public SseClient streamAfter(String lastEventId) {
        return SseClient.open(node.vertx(), node.check(), api.with("Last-Event-ID", lastEventId), chat("/events"));
    }

    /** Says something to another user; the id of the message. */
    public String say(Person other, String body) {
        return say(other.address(), body);
    }

    public String say(String address, String body) {
        return api.post(chat("/messages/" + ApiClient.encoded(address)), new JsonObject().put("body", body)).expect(200).json()
                .getString("id");
    }

    public void logoff() {
        api.post(chat("/logoff")).expect(200);
    }

    /** Ends the whole session, every login with it, so that the next test finds the user as if they had never been there. */
    public void leave() {
        api.post(chat("/logoff?all=true"));
    }
}
