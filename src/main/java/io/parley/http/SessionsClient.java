package io.parley.http;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Gate;
import io.parley.bus.NobodyThere;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand;
import io.parley.http.access.BasicMemory;
import io.parley.http.access.Gates;
import io.parley.http.access.Identity;
import io.parley.http.access.PasswordGuard;
import io.parley.http.access.Refusals;
import io.parley.http.access.UserNames;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a request to the session that it is about: the one that the path names, else the caller's own, which Basic and the
 * master secret open on demand. Whether the caller may use it is decided by the session's owner.
 */
public final class SessionsClient {
    private static final Logger LOG = LoggerFactory.getLogger(SessionsClient.class);

    private final Bus bus;
    private final Gates gates;
    private final UserNames names;
    private final BasicMemory memory;

    public SessionsClient(Bus bus, Gates gates, UserNames names, BasicMemory memory) {
        this.bus = bus;
        this.gates = gates;
        this.names = names;
        this.memory = memory;
    }

    /** The session, which the caller may use. Refused as {@link #ask} is. */
    public Future<Gate.Opened> of(Call call) {
        return addressed(call).isPresent() ? ask(call, new SessionCommand.Touch(), Gate.Opened.class) : openOnDemand(call);
    }

    /**
     * The caller of an operation that needs no session, for a token is good only as long as its login. Everybody else was found good by
     * their credentials.
     */
    public Future<Caller> stillLoggedIn(Call call) {
        return token(call).isEmpty() ? Future.succeededFuture(caller(call)) : of(call).map(session -> caller(call));
    }

    /**
     * Asks the session.
     *
     * @return the answer; 404 {@code unknown-session} for the id of a path, 401 {@code login-ended} for a token whose session is gone,
     *         400 {@code user-missing} for the master secret without {@code ?user=}, 404 {@code unknown-user}; or the session's refusal
     */
    public <R extends BusRecord> Future<R> ask(Call call, SessionCommand command, Class<R> reply) {
        Future<String> session = addressed(call).map(Future::succeededFuture)
                .orElseGet(() -> openOnDemand(call).map(Gate.Opened::streamId));
        return session
                .compose(id -> bus.request(Addresses.session(id), new Ask(caller(call), command), reply))
                .recover(failure -> Future.failedFuture(NobodyThere.is(failure) ? gone(call) : failure));
    }

    /** The id of the session when the request tells it: in its path, else by its token. */
    Optional<String> addressed(Call call) {
        String named = call.path("session");
        if (named != null) {
            return Optional.of(named);
        }
        return token(call).map(Identity.Token::streamId);
    }

    private Future<Gate.Opened> openOnDemand(Call call) {
        Optional<Identity> identity = Identity.of(call.context());
        if (identity.isEmpty()) {
            return Future.failedFuture(Refusals.credentialsMissing());
        }
        if (identity.get() instanceof Identity.Password basic) {
            return openWithPassword(basic, false);
        }
        if (!(identity.get() instanceof Identity.Master)) {
            return Future.failedFuture(Refusals.credentialsWrong()); // a visitor has no session, whatever ?user= says
        }
        String user = call.query("user");
        if (user == null || user.isEmpty()) {
            return Future.failedFuture(Problem.badRequest("user-missing", "With the master secret, ?user= says whose session.")
                    .exception());
        }
        return openForMaster(user, false);
    }

    /** Basic was found good, but perhaps some minutes ago: when the XMPP server thinks otherwise now, so does the memory. */
    Future<Gate.Opened> openWithPassword(Identity.Password basic, boolean newLogin) {
        String user = basic.caller().user();
        return gates.open(new Gate.Open(user, Gate.Proof.VERIFIED, basic.password(), newLogin))
                .recover(failure -> refusedAs(failure, () -> {
                    memory.evict(user);
                    return Refusals.credentialsWrong();
                }));
    }

    Future<Gate.Opened> openForMaster(String written, boolean newLogin) {
        Optional<String> user = names.prepare(written);
        if (user.isEmpty()) {
            return Future.failedFuture(Refusals.unknownUser());
        }
        LOG.info("master secret opens the session of {}", user.get());
        return gates.open(new Gate.Open(user.get(), Gate.Proof.MASTER, null, newLogin))
                .recover(failure -> refusedAs(failure, Refusals::unknownUser));
    }

    private static Future<Gate.Opened> refusedAs(Throwable failure, Supplier<ProblemException> refusal) {
        return Future.failedFuture(PasswordGuard.isRefusal(failure) ? refusal.get() : failure);
    }

    private static Caller caller(Call call) {
        return call.caller().orElseThrow(Refusals::credentialsMissing);
    }

    private static Optional<Identity.Token> token(Call call) {
        return Identity.of(call.context()).filter(Identity.Token.class::isInstance).map(Identity.Token.class::cast);
    }

    private static ProblemException gone(Call call) {
        if (call.path("session") != null) {
            return Problem.notFound("unknown-session", "There is no session with this id, or it has ended.").exception();
        }
        return token(call).isPresent() ? Refusals.loginEnded()
                : Problem.unavailable("session-ended", "The session ended just now: ask again.", 1).exception();
    }
}
