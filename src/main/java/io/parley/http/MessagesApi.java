package io.parley.http;

import io.parley.bus.Done;
import io.parley.bus.SessionCommand.QueryMessages;
import io.parley.bus.SessionCommand.SendChatState;
import io.parley.bus.SessionCommand.SendMessage;
import io.parley.bus.SessionReply.Messages;
import io.parley.bus.SessionReply.Sent;
import io.vertx.core.Future;
import java.util.Map;

/** One-to-one messages, chat states and the archive. */
final class MessagesApi {
    static final String KEY = "Idempotency-Key";
    private static final int PAGE = 50;

    private final SessionsClient sessions;

    MessagesApi(SessionsClient sessions) {
        this.sessions = sessions;
    }

    Map<String, Operation> operations() {
        return Map.of("sendMessage", this::send, "sendChatState", this::sendState, "listMessages", this::list);
    }

    private Future<Answer> send(Call call) {
        SendMessage command = new SendMessage(call.path("to"), PayloadReader.read(call), call.header(KEY));
        return sessions.ask(call, command, Sent.class).map(Answer::ok);
    }

    private Future<Answer> sendState(Call call) {
        return sessions.ask(call, new SendChatState(call.path("state"), call.path("to")), Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> list(Call call) {
        String with = call.query("with") == null ? call.query("to") : call.query("with");
        return sessions.ask(call, query(call, with, call.query("room")), Messages.class).map(Answer::ok);
    }

    /** The archive's parameters, wherever they are asked with. */
    static QueryMessages query(Call call, String with, String room) {
        String max = call.query("max");
        return new QueryMessages(with, room, call.query("start"), call.query("end"), call.query("before"), call.query("after"),
                max == null ? PAGE : Integer.parseInt(max), call.query("keywords"));
    }
}
