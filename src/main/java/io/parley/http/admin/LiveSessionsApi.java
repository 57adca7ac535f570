package io.parley.http.admin;

import io.parley.bus.Done;
import io.parley.bus.LiveSessionCommand.Broadcast;
import io.parley.bus.LiveSessionCommand.CountSessions;
import io.parley.bus.LiveSessionCommand.CountUnread;
import io.parley.bus.LiveSessionCommand.EndSessions;
import io.parley.bus.LiveSessionCommand.ListSessions;
import io.parley.bus.LiveSessionCommand.NotifySessions;
import io.parley.bus.LiveSessionReply.LiveSessionList;
import io.parley.bus.LiveSessionReply.SessionCounts;
import io.parley.bus.LiveSessionReply.SessionPage;
import io.parley.bus.LiveSessionReply.Unread;
import io.parley.bus.XmlText;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.Map;

/** Sessions that run now, messages to them, and what waits for who has none. */
final class LiveSessionsApi {
    private final AdminClient admin;
    private final AdminNames names;

    LiveSessionsApi(AdminClient admin, AdminNames names) {
        this.admin = admin;
        this.names = names;
    }

    Map<String, Operation> operations() {
        return Map.of("listSessions", call -> list(call, null), "listUserSessions", call -> list(call, names.ofPath(call)),
                "notifyUser", this::tell, "endUserSessions", this::end, "broadcast", this::broadcast,
                "countSessions", call -> admin.ask(call, new CountSessions(), SessionCounts.class).map(Answer::ok),
                "countUnread", call -> admin.ask(call, new CountUnread(call.path("jid")), Unread.class).map(Answer::ok));
    }

    private Future<Answer> list(Call call, String user) {
        Integer limit = call.query("limit") == null ? null : Integer.valueOf(call.query("limit"));
        return admin.ask(call, new ListSessions(user, limit, call.query("after")), SessionPage.class)
                .map(page -> Answer.page(new LiveSessionList(page.sessions()), page.next()));
    }

    private Future<Answer> tell(Call call) {
        return admin.ask(call, new NotifySessions(names.ofPath(call), body(call)), Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> end(Call call) {
        return admin.ask(call, new EndSessions(names.ofPath(call)), Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> broadcast(Call call) {
        return admin.ask(call, new Broadcast(body(call)), Done.class).map(done -> new Answer.Empty(201));
    }

    private static String body(Call call) {
        return XmlText.require("/body", call.json().getString("body"));
    }
}
