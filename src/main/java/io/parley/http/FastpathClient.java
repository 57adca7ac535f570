package io.parley.http;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand;
import io.parley.bus.NobodyThere;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.time.Duration;

/** The way from a request to the queue of questions, which decides what the caller may. */
final class FastpathClient {
    private final Bus bus;
    private final SessionsClient sessions;

    FastpathClient(Bus bus, SessionsClient sessions) {
        this.bus = bus;
        this.sessions = sessions;
    }

    /** Asks for whoever sent the request; 401 {@code login-ended} for the token of a login that is over. */
    <R extends BusRecord> Future<R> ask(Call call, FastpathCommand command, Class<R> reply) {
        Future<Caller> caller = call.caller().isEmpty() ? Future.succeededFuture() : sessions.stillLoggedIn(call);
        return caller.compose(known -> ask(known, command, reply));
    }

    /**
     * Asks for a caller who is known to be there still.
     *
     * @param caller null where anybody may ask
     * @return the answer; 501 {@code fastpath-unconfigured} where there is no queue; or its refusal
     */
    <R extends BusRecord> Future<R> ask(Caller caller, FastpathCommand command, Class<R> reply) {
        return await(caller, command, reply, Duration.ZERO);
    }

    /** As {@link #ask}, for what the queue answers only when something has happened, or after {@code longest}. */
    <R extends BusRecord> Future<R> await(Caller caller, FastpathCommand command, Class<R> reply, Duration longest) {
        return bus.request(Addresses.FASTPATH, new FastpathAsk(caller, command), reply, longest)
                .recover(failure -> Future.failedFuture(NobodyThere.is(failure) ? unconfigured() : failure));
    }

    private static ProblemException unconfigured() {
        return Problem.of(501, "fastpath-unconfigured", "No component is configured: see fastpath.secret.").exception();
    }
}
