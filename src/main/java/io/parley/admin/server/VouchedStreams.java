package io.parley.admin.server;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.time.LoopTimers;
import io.parley.xmpp.Credentials;
import io.parley.xmpp.IqChannel;
import io.parley.xmpp.ServiceStream;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.jid.parts.Resourcepart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams of users whom Parley vouches for, each with a resource of its own: the user's other devices stay as they are. */
public final class VouchedStreams implements UserStreams, UserVoices {
    private static final Logger LOG = LoggerFactory.getLogger(VouchedStreams.class);

    private final Vertx vertx;
    private final XmppServer server;
    private final DomainBareJid domain;
    private final boolean canVouch;
    private final Function<String, Future<Void>> exists;
    private final int atOnce;
    private final Duration replyTimeout;
    private final Secrets secrets;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Resourcepart> resources = ConcurrentHashMap.newKeySet();

    /**
     * @param canVouch whether users can be logged in without their password
     * @param exists   fails with 404 {@code unknown-user}; it may answer on any thread
     * @param atOnce   how many streams may be open
     */
    public VouchedStreams(Vertx vertx, XmppServer server, DomainBareJid domain, boolean canVouch,
                          Function<String, Future<Void>> exists, int atOnce, Duration replyTimeout, Secrets secrets) {
        this.vertx = vertx;
        this.server = server;
        this.domain = domain;
        this.canVouch = canVouch;
        this.exists = exists;
        this.atOnce = atOnce;
        this.replyTimeout = replyTimeout;
        this.secrets = secrets;
    }

    /** And 409 {@code user-locked} for one as whom the server lets nobody in. It all happens on the caller's context. */
    @Override
    public <T> Future<T> as(String user, Function<IqChannel, Future<T>> work) {
        return stream(user, work::apply);
    }

    @Override
    public Future<Void> say(String user, List<Presence> presences) {
        return stream(user, stream -> {
            Ping last = new Ping(domain); // answered when the server has dealt with what came before it
            Future<?> said = Future.succeededFuture();
            for (Presence presence : presences) {
                said = said.compose(before -> stream.send(presence));
            }
            return said.compose(all -> stream.request(last)).mapEmpty();
        });
    }

    private <T> Future<T> stream(String user, Function<ServiceStream, Future<T>> work) {
        if (!canVouch) {
            return Future.failedFuture(Problem.of(501, "users-unreachable",
                    "No way to log users in without their password is configured (xmpp.passwordless).").exception());
        }
        if (open.incrementAndGet() > atOnce) {
            open.decrementAndGet();
            return Future.failedFuture(Problem.unavailable("pool-full", "Too many streams of users are open.", 1).exception());
        }
        EntityBareJid account = JidCreate.entityBareFrom(Localpart.fromOrThrowUnchecked(user), domain);
        Resourcepart resource = Resourcepart.fromOrThrowUnchecked(secrets.id("parley-as-"));
        ServiceStream stream = new ServiceStream(vertx.getOrCreateContext(), server, account, new Credentials.Vouched(user), resource,
                new LoopTimers(vertx), replyTimeout);
        resources.add(resource);
        return required(user).compose(exists -> work.apply(stream)).recover(failure -> Future.failedFuture(refused(account, failure)))
                .onComplete(done -> leave(stream, resource));
    }

    /** ejabberd lets in who shows a good token, whether there is such an account or not. Told on the caller's context. */
    private Future<Void> required(String user) {
        Context context = vertx.getOrCreateContext();
        Promise<Void> here = Promise.promise();
        exists.apply(user).onComplete(known -> context.runOnContext(back -> here.handle(known)));
        return here.future();
    }

    private static Throwable refused(EntityBareJid account, Throwable failure) {
        String code = failure instanceof ProblemException known ? known.problem().code() : "";
        return switch (code) {
            case "credentials-wrong" -> unknown(account);
            case "account-disabled" -> Problem.conflict("user-locked",
                    "The XMPP server lets nobody in as " + account.getLocalpart() + ", who is locked out.").exception(failure);
            default -> failure;
        };
    }

    private static ProblemException unknown(EntityBareJid account) {
        return Problem.notFound("unknown-user", "There is no user " + account.getLocalpart() + ".").exception();
    }

    /** Nobody waits for it, but until the stream is gone it counts. */
    private void leave(ServiceStream stream, Resourcepart resource) {
        stream.close().onComplete(closed -> {
            open.decrementAndGet();
            resources.remove(resource);
            if (closed.failed()) {
                LOG.info("a user's stream did not end properly: {}", closed.cause().toString());
            }
        });
    }

    /** The resources of those that are open now. */
    public Set<String> resources() {
        return resources.stream().map(Resourcepart::toString).collect(Collectors.toSet());
    }

    /** How many are open now. */
    public int open() {
        return open.get();
    }
}
