package io.parley.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand;
import io.parley.http.access.ClientAddress;
import io.parley.http.access.Gates;
import io.parley.http.access.Identity;
import io.parley.http.access.PasswordGuard;
import io.parley.http.access.Refusals;
import io.parley.http.access.StreamCookie;
import io.parley.http.access.Tokens;
import io.parley.http.access.UserNames;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Logging in and off, and the tokens between. */
public final class LoginApi {
    private final Gates gates;
    private final UserNames names;
    private final PasswordGuard guard;
    private final Tokens tokens;
    private final StreamCookie cookie;
    private final ClientAddress clients;
    private final SessionsClient sessions;
    private final Set<String> admins;

    /**
     * What login answers when JSON is wanted; without tokens when no login began.
     *
     * @param expires of the API token, ISO 8601
     * @param admin   true for who may administer, else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LoggedIn(String streamid, String jid, String token, String streamToken, String expires, Boolean admin) {
        @Override
        public String toString() {
            return "LoggedIn[" + streamid + "]"; // a token never reaches a log
        }
    }

    /** @param admins local parts, prepared */
    public LoginApi(Gates gates, UserNames names, PasswordGuard guard, Tokens tokens, StreamCookie cookie, ClientAddress clients,
                    SessionsClient sessions, Set<String> admins) {
        this.gates = gates;
        this.names = names;
        this.guard = guard;
        this.tokens = tokens;
        this.cookie = cookie;
        this.clients = clients;
        this.sessions = sessions;
        this.admins = admins;
    }

    public Map<String, Operation> operations() {
        return Map.of("login", this::login, "loginAs", this::loginAs, "logoff", this::logoff, "renewToken", this::renewToken);
    }

    /** A password in the body is verified whoever else calls; without one the credentials of the request decide. */
    private Future<Answer> login(Call call) {
        JsonObject body = call.json();
        String username = string(body, "username");
        String password = string(body, "password");
        AnswerForm form = AnswerForm.of(call);
        if (username == null) {
            return Future.failedFuture(Problem.badRequest("username-missing", "username says who logs in.").exception());
        }
        Future<Gate.Opened> opened = password == null ? byCredentials(call, username, form) : byPassword(call, username, password);
        return opened.map(session -> answer(call, session, form));
    }

    /** Credentials win over the body: clients of the older API send their master secret and something as the body too. */
    private Future<Answer> loginAs(Call call) {
        String username = call.path("username");
        AnswerForm form = AnswerForm.of(call);
        boolean bare = Identity.of(call.context()).isEmpty() && !call.text().isEmpty();
        Future<Gate.Opened> opened = bare ? byPassword(call, username, call.text()) : byCredentials(call, username, form);
        return opened.map(session -> answer(call, session, form));
    }

    private Future<Gate.Opened> byPassword(Call call, String username, String password) {
        Optional<String> user = names.prepare(username);
        if (user.isEmpty()) {
            return Future.failedFuture(Refusals.credentialsWrong());
        }
        String address = clients.of(call.request()).address();
        return guard.attempt(address, user.get(), password,
                () -> gates.open(new Gate.Open(user.get(), Gate.Proof.PASSWORD, password, true)));
    }

    private Future<Gate.Opened> byCredentials(Call call, String username, AnswerForm form) {
        Identity identity = Identity.of(call.context()).orElse(null);
        if (identity instanceof Identity.Master) {
            // a plain stream id carries no token, so nobody could ever end the login: the secret itself is the way in
            return sessions.openForMaster(username, form == AnswerForm.JSON);
        }
        if (identity instanceof Identity.Password basic) {
            boolean own = names.prepare(username).filter(basic.caller().user()::equals).isPresent();
            return own ? sessions.openWithPassword(basic, true) : Future.failedFuture(Refusals.notYours());
        }
        return Future.failedFuture(identity == null ? Refusals.credentialsMissing() : Refusals.credentialsWrong());
    }

    private Future<Answer> logoff(Call call) {
        boolean all = "true".equals(call.query("all"));
        return sessions.ask(call, new SessionCommand.Logoff(all), Done.class).map(done -> {
            sessions.addressed(call).ifPresent(streamId -> cookie.clear(call.request(), streamId));
            return Answer.empty();
        });
    }

    /** Only while the old token still counts: an expired one has to log in again. */
    private Future<Answer> renewToken(Call call) {
        String login = call.caller().map(Caller::login).orElseThrow(Refusals::credentialsMissing);
        return sessions.ask(call, new SessionCommand.Touch(), Gate.Opened.class)
                .map(session -> new Gate.Opened(session.user(), session.streamId(), session.jid(), login))
                .map(session -> answer(call, session, AnswerForm.JSON));
    }

    private Answer answer(Call call, Gate.Opened session, AnswerForm form) {
        call.context().response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        LoggedIn loggedIn = session.login() == null
                ? new LoggedIn(session.streamId(), session.jid(), null, null, null, null) : withTokens(call, session);
        return form == AnswerForm.TEXT ? new Answer.Text(200, loggedIn.streamid()) : Answer.ok(loggedIn);
    }

    private LoggedIn withTokens(Call call, Gate.Opened session) {
        Tokens.Login login = new Tokens.Login(session.user(), session.streamId(), session.login());
        Tokens.ApiToken api = tokens.api(login);
        String stream = tokens.stream(login);
        cookie.set(call.request(), session.streamId(), stream);
        return new LoggedIn(session.streamId(), session.jid(), api.token(), stream, api.expires().toString(),
                admins.contains(session.user()) ? Boolean.TRUE : null);
    }

    private static String string(JsonObject body, String field) {
        Object value = body.getValue(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Problem.badRequest("invalid-input", field + " is text.").exception();
    }
}
