package io.parley.session;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The state of a shard's sessions in numbers: no user, no id, no message. */
final class SessionDebug {
    private SessionDebug() {
    }

    static JsonObject of(Collection<Session> sessions) {
        Map<String, Object> states = sessions.stream()
                .collect(Collectors.groupingBy(session -> session.state().name(), Collectors.summingInt(session -> 1)))
                .entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new JsonObject()
                .put("sessions", sessions.size())
                .put("states", new JsonObject(states))
                .put("logins", sessions.stream().mapToInt(session -> session.logins().size()).sum())
                .put("streams", sessions.stream().mapToInt(session -> session.streams().size()).sum())
                .put("rooms", sessions.stream().mapToInt(session -> session.families().rooms().size()).sum())
                .put("messagesUnderway", sessions.stream().mapToInt(session -> session.families().outbox().size()).sum())
                .put("logEvents", sessions.stream().mapToInt(session -> session.log().size()).sum())
                .put("logBytes", sessions.stream().mapToLong(session -> session.log().bytes()).sum());
    }
}
