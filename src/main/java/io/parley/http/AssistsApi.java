package io.parley.http;

import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.AcceptOffer;
import io.parley.bus.FastpathCommand.InviteToChat;
import io.parley.bus.FastpathCommand.JoinWorkgroup;
import io.parley.bus.FastpathCommand.LeaveWorkgroup;
import io.parley.bus.FastpathCommand.ListAssists;
import io.parley.bus.FastpathCommand.ListQueues;
import io.parley.bus.FastpathCommand.RejectOffer;
import io.parley.bus.FastpathCommand.TransferChat;
import io.parley.bus.FastpathReply.Assists;
import io.parley.bus.FastpathReply.Queues;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** An expert's desk: workgroups, offers, chats. Whose desk it is, the session says, so that only its user and back-ends sit at it. */
final class AssistsApi {
    private static final int MOST_CHATS = 100;

    private final FastpathClient queue;
    private final SessionsClient sessions;

    AssistsApi(FastpathClient queue, SessionsClient sessions) {
        this.queue = queue;
        this.sessions = sessions;
    }

    Map<String, Operation> operations() {
        return Map.of("listAssists", call -> desk(call, ListAssists::new, Assists.class).map(Answer::ok),
                "listQueues", call -> desk(call, ListQueues::new, Queues.class).map(Answer::ok),
                "joinWorkgroup", this::join,
                "leaveWorkgroup", call -> done(call, user -> new LeaveWorkgroup(user, workgroup(call))),
                "acceptOffer", this::accept, "acceptOfferById", this::accept,
                "rejectOffer", this::reject, "rejectOfferById", this::reject,
                "transferChat", this::transfer, "inviteToChat", this::invite);
    }

    private Future<Answer> join(Call call) {
        Integer maxChats = maxChats(call);
        return done(call, user -> new JoinWorkgroup(user, workgroup(call), maxChats));
    }

    private Future<Answer> accept(Call call) {
        return done(call, user -> new AcceptOffer(user, workgroup(call), offer(call)));
    }

    private Future<Answer> reject(Call call) {
        return done(call, user -> new RejectOffer(user, workgroup(call), offer(call)));
    }

    private Future<Answer> transfer(Call call) {
        JsonObject given = call.json();
        return done(call, user -> new TransferChat(user, workgroup(call), offer(call), given.getString("to"), given.getString("reason")));
    }

    private Future<Answer> invite(Call call) {
        JsonObject given = call.json();
        return done(call, user -> new InviteToChat(user, workgroup(call), offer(call), given.getString("to"), given.getString("reason")));
    }

    private Future<Answer> done(Call call, Function<String, FastpathCommand> command) {
        return desk(call, command, Done.class).map(done -> Answer.empty());
    }

    private <R extends BusRecord> Future<R> desk(Call call, Function<String, FastpathCommand> command, Class<R> reply) {
        return sessions.of(call).compose(session -> queue.ask(call.caller().orElseThrow(), command.apply(session.user()), reply));
    }

    /** Clients of the older API send any text as the body, or none. */
    private static Integer maxChats(Call call) {
        JsonObject given = PayloadReader.object(call);
        Object most = given == null ? null : given.getValue("maxChats");
        if (most == null || most instanceof Integer number && number >= 1 && number <= MOST_CHATS) {
            return (Integer) most;
        }
        throw Problem.badRequest("bad-body", "maxChats is a whole number from 1 to " + MOST_CHATS + ".").exception();
    }

    /** Null for an offer that is named by its id alone. */
    private static String workgroup(Call call) {
        return call.path("workgroup");
    }

    private static String offer(Call call) {
        return call.path("offerId");
    }
}
