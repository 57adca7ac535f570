package io.parley.http;

import io.parley.bus.Bus;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathCommand.EnterRoom;
import io.parley.bus.FastpathCommand.FindRequest;
import io.parley.bus.FastpathCommand.ListSaid;
import io.parley.bus.FastpathCommand.SayInRoom;
import io.parley.bus.FastpathCommand.TypeInRoom;
import io.parley.bus.FastpathReply.Entered;
import io.parley.bus.FastpathReply.Said;
import io.parley.bus.FastpathReply.Standing;
import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.JoinRoom;
import io.parley.bus.SessionCommand.SendChatState;
import io.parley.bus.SessionCommand.SendRoomMessage;
import io.parley.bus.SessionReply.Joined;
import io.parley.bus.SessionReply.Sent;
import io.parley.sse.EventStreams;
import io.vertx.core.Future;
import java.util.Map;

/**
 * The conversation, for whoever asked. A visitor is in the room as the queue's virtual user; a logged-in asker is there as themselves,
 * through their own session.
 */
final class AskChatApi {
    private final FastpathClient queue;
    private final SessionsClient sessions;
    private final EventStreams streams;
    private final Bus bus;

    AskChatApi(FastpathClient queue, SessionsClient sessions, EventStreams streams, Bus bus) {
        this.queue = queue;
        this.sessions = sessions;
        this.streams = streams;
        this.bus = bus;
    }

    Map<String, Operation> operations() {
        return Map.of("askEvents", this::events,
                "listAskMessages", call -> queue.ask(call, new ListSaid(call.path("id")), Said.class).map(Answer::ok),
                "joinAsk", this::join,
                "sendAskMessage", this::say,
                "sendAskChatState", this::type);
    }

    /** The stream ends with the request, not with a login: whose login is over could not open it. */
    private Future<Answer> events(Call call) {
        return sessions.stillLoggedIn(call)
                .compose(caller -> streams.open(call.context().response(), new BusVisitorLog(bus, queue, call.path("id"), caller), null,
                        EventsApi.lastEventId(call), false, task -> call.context().addEndHandler(over -> task.run())))
                .map(begun -> new Answer.Taken());
    }

    private Future<Answer> join(Call call) {
        String nickname = nickname(call);
        Future<Entered> entered = isUser(call)
                ? room(call).compose(request -> joinAsUser(call, request, nickname)
                        .map(joined -> new Entered(joined.room(), joined.nickname(), request.url())))
                : queue.ask(call, new EnterRoom(call.path("id"), nickname), Entered.class);
        return entered.map(Answer::ok);
    }

    private Future<Answer> say(Call call) {
        Payload payload = PayloadReader.read(call);
        String key = call.header(MessagesApi.KEY);
        Future<Sent> sent = isUser(call) ? room(call).compose(request -> sayAsUser(call, request, payload, key))
                : queue.ask(call, new SayInRoom(call.path("id"), payload, key), Sent.class);
        return sent.map(Answer::ok);
    }

    private Future<Answer> type(Call call) {
        String state = call.path("state");
        Future<Done> told = isUser(call)
                ? room(call).compose(request -> sessions.ask(call, new SendChatState(state, request.mucRoom()), Done.class))
                : queue.ask(call, new TypeInRoom(call.path("id"), state), Done.class);
        return told.map(done -> Answer.empty());
    }

    private Future<Sent> sayAsUser(Call call, Standing request, Payload payload, String key) {
        SendRoomMessage message = new SendRoomMessage(request.mucRoom(), null, payload, key);
        return sessions.ask(call, message, Sent.class).recover(failure -> isNotJoined(failure)
                ? joinAsUser(call, request, null).compose(joined -> sessions.ask(call, message, Sent.class))
                : Future.failedFuture(failure));
    }

    private Future<Joined> joinAsUser(Call call, Standing request, String nickname) {
        return sessions.ask(call, new JoinRoom(request.mucRoom(), null, nickname, null), Joined.class);
    }

    /** The request, when its conversation has begun; whether it is the caller's is for the queue to say. */
    private Future<Standing> room(Call call) {
        return queue.ask(call, new FindRequest(call.path("id")), Standing.class).compose(request -> request.mucRoom() != null
                ? Future.succeededFuture(request) : Future.failedFuture(noRoom(request).exception()));
    }

    private static Problem noRoom(Standing request) {
        return request.state().equals("start") ? Problem.conflict("request-ended", "The request has ended.")
                : Problem.conflict("not-invited", "No expert has accepted the question yet.");
    }

    private static boolean isUser(Call call) {
        return call.caller().map(Caller::user).isPresent();
    }

    private static boolean isNotJoined(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().code().equals("not-joined");
    }

    /** Null leaves the choice to the room's side. */
    private static String nickname(Call call) {
        String nickname = call.query("nickname") == null ? call.text() : call.query("nickname");
        return nickname.isBlank() ? null : nickname.strip();
    }
}
