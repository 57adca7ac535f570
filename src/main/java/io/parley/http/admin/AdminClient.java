package io.parley.http.admin;

import io.parley.bus.Addresses;
import io.parley.bus.AdminAsk;
import io.parley.bus.AdminCommand;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.http.Call;
import io.parley.http.SessionsClient;
import io.parley.http.access.ClientAddress;
import io.vertx.core.Future;

/** The way from a request to the administration, for admins and the master secret. */
final class AdminClient {
    private final Bus bus;
    private final SessionsClient sessions;
    private final ClientAddress clients;

    AdminClient(Bus bus, SessionsClient sessions, ClientAddress clients) {
        this.bus = bus;
        this.sessions = sessions;
        this.clients = clients;
    }

    /** @return the answer; 403 {@code admins-only}, 401 {@code login-ended} for the token of a login that is over; or its refusal */
    <R extends BusRecord> Future<R> ask(Call call, AdminCommand command, Class<R> reply) {
        return caller(call).compose(caller -> bus.request(Addresses.ADMIN,
                new AdminAsk(caller, clients.of(call.request()).address(), command), reply));
    }

    /** Refused here already, so that nobody else learns what there is. */
    private Future<Caller> caller(Call call) {
        return call.caller().filter(Caller::mayAdminister).isPresent() ? sessions.stillLoggedIn(call)
                : Future.failedFuture(Caller.adminsOnly().exception());
    }
}
