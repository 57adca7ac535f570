package io.parley.http.access;

import io.parley.bus.Caller;
import io.parley.http.Access;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the caller out. An Authorization header goes first; a visitor's token, the stream token of a URL and the cookie count only where
 * the contract takes them. Credentials that were sent and are wrong are refused everywhere, on public operations too: whoever sends them
 * believes to be somebody.
 */
public final class CallerAccess implements Access {
    private static final Logger LOG = LoggerFactory.getLogger(CallerAccess.class);

    private static final String TOKEN = "token";

    private final MasterSecret secret;
    private final Tokens tokens;
    private final BasicCheck basic;
    private final UserNames names;
    private final ClientAddress clients;
    private final Set<String> admins;

    /** @param admins local parts, prepared */
    CallerAccess(MasterSecret secret, Tokens tokens, BasicCheck basic, UserNames names, ClientAddress clients, Set<String> admins) {
        this.secret = secret;
        this.tokens = tokens;
        this.basic = basic;
        this.names = names;
        this.clients = clients;
        this.admins = Set.copyOf(admins);
    }

    @Override
    public Future<Caller> identify(RoutingContext context, Set<String> schemes) {
        List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            return Future.failedFuture(Refusals.credentialsWrong());
        }
        if (headers.size() == 1) {
            return fromHeader(context, schemes, headers.get(0)).map(identity -> known(context, identity));
        }
        Optional<String> streamToken = streamToken(context, schemes);
        if (streamToken.isPresent()) {
            return tokens.readStream(streamToken.get()).map(login -> known(context, identity(login)));
        }
        if (schemes.contains(Schemes.VISITOR_STREAM) && context.queryParams().contains(TOKEN)) {
            return tokens.readVisitorStream(context.queryParams().get(TOKEN)).map(request -> known(context, visitor(request)));
        }
        return schemes.isEmpty() ? Future.succeededFuture() : Future.failedFuture(Refusals.credentialsMissing());
    }

    /** The secret is compared first, for it may look like anything. */
    private Future<Identity> fromHeader(RoutingContext context, Set<String> schemes, String header) {
        Optional<String> bearer = after("Bearer ", header);
        Optional<String> userAndPassword = after("Basic ", header);
        if (Schemes.take(schemes, Schemes.MASTER_SECRET) && (secret.is(header) || bearer.filter(secret::is).isPresent())) {
            return Future.succeededFuture(master(context));
        }
        if (bearer.isPresent()) {
            return fromToken(schemes, bearer.get());
        }
        if (Schemes.take(schemes, Schemes.BASIC) && userAndPassword.isPresent()) {
            return BasicCredentials.decode(userAndPassword.get()).map(given -> basic(context, given))
                    .orElseGet(() -> Future.failedFuture(Refusals.credentialsWrong()));
        }
        return Future.failedFuture(Refusals.credentialsWrong());
    }

    private Future<Identity> fromToken(Set<String> schemes, String token) {
        boolean users = Schemes.take(schemes, Schemes.BEARER);
        if (!schemes.contains(Schemes.VISITOR)) {
            return users ? tokens.readApi(token).map(this::identity) : Future.failedFuture(Refusals.credentialsWrong());
        }
        return tokens.readVisitor(token).map(CallerAccess::visitor)
                .recover(another -> users ? tokens.readApi(token).map(this::identity) : Future.failedFuture(another));
    }

    private Future<Identity> basic(RoutingContext context, BasicCredentials given) {
        Optional<String> user = names.prepare(given.user());
        if (user.isEmpty()) {
            return Future.failedFuture(Refusals.credentialsWrong());
        }
        String address = clients.of(context.request()).address();
        return basic.check(address, user.get(), given.password())
                .map(good -> new Identity.Password(new Caller(kind(user.get()), user.get(), null), given.password()));
    }

    private Identity identity(Tokens.Login login) {
        return new Identity.Token(new Caller(kind(login.user()), login.user(), login.login()), login.streamId());
    }

    private static Identity visitor(String request) {
        return new Identity.Visitor(Caller.visitor(request));
    }

    private Caller.Kind kind(String user) {
        return admins.contains(user) ? Caller.Kind.ADMIN : Caller.Kind.USER;
    }

    private static Identity master(RoutingContext context) {
        LOG.info("master secret used: {} {}, request {}", context.request().method(), context.normalizedPath(),
                context.response().headers().get("X-Request-Id"));
        return new Identity.Master();
    }

    private static Caller known(RoutingContext context, Identity identity) {
        identity.keep(context);
        return identity.caller();
    }

    private static Optional<String> streamToken(RoutingContext context, Set<String> schemes) {
        if (schemes.contains(Schemes.STREAM_TOKEN) && context.queryParams().contains(TOKEN)) {
            return Optional.of(context.queryParams().get(TOKEN));
        }
        Cookie cookie = schemes.contains(Schemes.STREAM_COOKIE) ? context.request().getCookie(StreamCookie.NAME) : null;
        return Optional.ofNullable(cookie).map(Cookie::getValue);
    }

    /** The name of an authentication scheme is case-insensitive (RFC 9110, section 11.1). */
    private static Optional<String> after(String scheme, String header) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip()) : Optional.empty();
    }
}
