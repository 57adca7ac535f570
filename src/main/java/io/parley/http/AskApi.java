package io.parley.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.Ask;
import io.parley.bus.FastpathCommand.AwaitInvitation;
import io.parley.bus.FastpathCommand.CancelRequest;
import io.parley.bus.FastpathCommand.FindRequest;
import io.parley.bus.FastpathCommand.LeaveMessage;
import io.parley.bus.FastpathReply.Asked;
import io.parley.bus.FastpathReply.Standing;
import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.parley.http.access.ClientAddress;
import io.parley.http.access.Identity;
import io.parley.http.access.Tokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions, for whoever asks them: from the question to the invitation, or to the message that is left instead. */
final class AskApi {
    private static final Logger LOG = LoggerFactory.getLogger(AskApi.class);

    private final FastpathClient queue;
    private final SessionsClient sessions;
    private final Tokens tokens;
    private final ClientAddress clients;

    /** What a question is answered with; without tokens for a logged-in user, who has better ones. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Taken(String id, String token, String streamToken, String state, String workgroup, Integer position, Integer estimatedWait,
                 String welcome, String reason, String mucRoom, String url) {
        @Override
        public String toString() {
            return "Taken[" + id + "]"; // a token never reaches a log
        }
    }

    AskApi(FastpathClient queue, SessionsClient sessions, Tokens tokens, ClientAddress clients) {
        this.queue = queue;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clients = clients;
    }

    Map<String, Operation> operations() {
        return Map.of("ask", this::ask,
                "getAsk", call -> queue.ask(call, new FindRequest(call.path("id")), Standing.class).map(Answer::ok),
                "cancelAsk", call -> done(call, new CancelRequest(call.path("id"))),
                "leaveAskMessage", call -> done(call, new LeaveMessage(call.path("id"), LeftMessage.read(call))));
    }

    private Future<Answer> done(Call call, FastpathCommand command) {
        return queue.ask(call, command, Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> ask(Call call) {
        JsonObject given = call.json();
        return sessionOfAsker(call)
                .map(session -> new Ask(given.getString("workgroup"), given.getString("userID"), given.getString("emailAddress"),
                        given.getString("question"), given.encode(), clients.of(call.request()).address(), session, call.header(MessagesApi.KEY)))
                .compose(question -> queue.ask(call.caller().orElse(null), question, Asked.class))
                .compose(asked -> asked.closed() ? Future.failedFuture(closed(asked).exception()) : invited(call, asked))
                .map(taken -> new Answer.Json(201, taken));
    }

    /** Null for everybody but users who are logged in: a back-end asks for visitors, even where an account has the userID. */
    private Future<String> sessionOfAsker(Call call) {
        boolean user = Identity.of(call.context())
                .filter(known -> known instanceof Identity.Token || known instanceof Identity.Password).isPresent();
        return user ? sessions.of(call).map(Gate.Opened::streamId) : Future.succeededFuture();
    }

    /** The question was taken in, so whatever goes wrong while it waits must not cost the asker the tokens. */
    private Future<Taken> invited(Call call, Asked asked) {
        int seconds = call.query("wait") == null ? 0 : Integer.parseInt(call.query("wait"));
        if (seconds == 0) {
            return Future.succeededFuture(taken(asked));
        }
        return queue.await(asker(call, asked), new AwaitInvitation(asked.id(), seconds), Standing.class, Duration.ofSeconds(seconds))
                .map(standing -> taken(asked, standing))
                .otherwise(failure -> {
                    LOG.info("request {} was not waited for: {}", asked.id(), failure.getMessage());
                    return taken(asked);
                });
    }

    private static Caller asker(Call call, Asked asked) {
        return call.caller().filter(caller -> asked.verified() || caller.isMaster()).orElseGet(() -> Caller.visitor(asked.id()));
    }

    private Taken taken(Asked asked) {
        return new Taken(asked.id(), token(asked), streamToken(asked), asked.state(), asked.workgroup(), asked.position(),
                asked.estimatedWait(), asked.welcome(), null, null, null);
    }

    private Taken taken(Asked asked, Standing now) {
        return new Taken(asked.id(), token(asked), streamToken(asked), now.state(), now.workgroupJID(), now.queuePosition(),
                now.queueRemainingTime(), asked.welcome(), now.reason(), now.mucRoom(), now.url());
    }

    private String token(Asked asked) {
        return asked.verified() ? null : tokens.visitor(asked.id());
    }

    private String streamToken(Asked asked) {
        return asked.verified() ? null : tokens.visitorStream(asked.id());
    }

    /** The request has ended, but a message can be left with it. */
    private Problem closed(Asked asked) {
        JsonObject request = new JsonObject().put("id", asked.id());
        if (!asked.verified()) {
            request.put("token", token(asked));
        }
        return Problem.conflict("workgroup-closed", "The workgroup is closed; a message can be left.").with("request", request.getMap());
    }
}
