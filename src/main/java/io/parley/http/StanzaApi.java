package io.parley.http;

import io.parley.bus.SessionCommand.SendStanza;
import io.parley.bus.SessionReply.StanzaAnswer;
import io.vertx.core.Future;
import java.util.Map;

/** Stanzas as they are. */
final class StanzaApi {
    private final SessionsClient sessions;

    StanzaApi(SessionsClient sessions) {
        this.sessions = sessions;
    }

    Map<String, Operation> operations() {
        return Map.of("sendStanza", this::send);
    }

    private Future<Answer> send(Call call) {
        return sessions.ask(call, new SendStanza(call.text()), StanzaAnswer.class)
                .map(answer -> answer.xml() == null ? new Answer.Empty(202) : new Answer.Xml(200, answer.xml()));
    }
}
