package io.parley.http.access;

import io.parley.bus.Bus;
import io.parley.config.Config;
import io.parley.http.LoginApi;
import io.parley.http.SessionsClient;
import io.parley.keys.KeyRing;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Puts the parts of this package together, once for each node: the memories in it are for all event loops that serve HTTP, else each
 * loop would give a guesser free guesses of its own.
 */
public final class FrontDoor {
    /** Users whose Basic credentials are remembered, and pairs of user and address whose failures are. */
    private static final int REMEMBERED = 10_000;

    private final CallerAccess access;
    private final List<Handler<RoutingContext>> rootHandlers;
    private final SessionsClient sessions;
    private final LoginApi login;
    private final BasicMemory memory;
    private final ClientAddress clients;
    private final Tokens tokens;

    /**
     * @param shards      the number of {@link io.parley.bus.Addresses#gate} addresses that are served
     * @param loginFailed told of each wrong password
     * @throws IllegalArgumentException for a trusted proxy that is no address, or a CORS origin that is none
     */
    public FrontDoor(Vertx vertx, Bus bus, Supplier<Config> live, KeyRing keys, int shards, InstantSource clock, SecureRandom random,
                     Runnable loginFailed) {
        Config config = live.get();
        this.clients = new ClientAddress(config.http().trustedProxies());
        this.memory = new BasicMemory(REMEMBERED, config.access().basicMemory(), clock, random);
        AllowedOrigins origins = new AllowedOrigins(config.http().corsOrigins());
        UserNames names = new UserNames(config.xmpp().domain());
        Gates gates = new Gates(bus, shards);
        this.tokens = new Tokens(vertx, keys.apiTokens(), config.access().tokenLifetime(), clock);
        PasswordGuard guard = new PasswordGuard(
                new GuessThrottle(REMEMBERED, () -> live.get().access().freeFailures(), clock), loginFailed);
        Set<String> admins = config.access().admins().stream().map(names::prepare).flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
        this.access = new CallerAccess(new MasterSecret(keys.secret()), tokens, new BasicCheck(vertx, gates, guard, memory), names, clients,
                admins);
        this.rootHandlers = List.of(new Cors(origins), new CrossSite(clients, origins));
        this.sessions = new SessionsClient(bus, gates, names, memory);
        this.login = new LoginApi(gates, names, guard, tokens, new StreamCookie(clients), clients, sessions, admins);
    }

    public CallerAccess access() {
        return access;
    }

    /** In this order, before the body is read and before any route. */
    public List<Handler<RoutingContext>> rootHandlers() {
        return rootHandlers;
    }

    public SessionsClient sessions() {
        return sessions;
    }

    public LoginApi login() {
        return login;
    }

    /** For whoever changes a password, locks a user out or deletes one. */
    public BasicMemory basicMemory() {
        return memory;
    }

    public ClientAddress clients() {
        return clients;
    }

    public Tokens tokens() {
        return tokens;
    }
}
