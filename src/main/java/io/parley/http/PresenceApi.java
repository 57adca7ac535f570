package io.parley.http;

import io.parley.bus.Done;
import io.parley.bus.SessionCommand.GetPresence;
import io.parley.bus.SessionCommand.SetPresence;
import io.parley.bus.SessionReply.ContactPresence;
import io.vertx.core.Future;
import java.util.Map;

/** Presence, the user's own and that of contacts. */
final class PresenceApi {
    private final SessionsClient sessions;

    PresenceApi(SessionsClient sessions) {
        this.sessions = sessions;
    }

    Map<String, Operation> operations() {
        return Map.of("setPresence", this::set, "getPresence", this::get);
    }

    private Future<Answer> set(Call call) {
        return sessions.ask(call, new SetPresence(call.query("show"), call.query("status")), Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> get(Call call) {
        return sessions.ask(call, new GetPresence(call.path("jid")), ContactPresence.class).map(Answer::ok);
    }
}
