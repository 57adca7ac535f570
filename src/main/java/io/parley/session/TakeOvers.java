package io.parley.session;

import io.parley.bus.Moving;
import io.parley.bus.Problem;
import io.parley.xmpp.Credentials;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions whose node has gone, or which it hands over: of all nodes that try, the one whose conditional replace of the entry succeeds
 * goes on with it, in a greater epoch, under the same stream id and resource.
 */
final class TakeOvers {
    static final String STOPPING = "node-stopping";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(TakeOvers.class);

    private final SessionSetup setup;
    private final Identities identities;
    private final Function<String, Session> running;
    private final Consumer<Session> serve;
    private final Map<String, Future<Optional<Session>>> underWay = new HashMap<>();

    TakeOvers(SessionSetup setup, Identities identities, Function<String, Session> running, Consumer<Session> serve) {
        this.setup = setup;
        this.identities = identities;
        this.running = running;
        this.serve = serve;
    }

    /**
     * As {@link #of}, for a node that hands it over or finds it: refused with 503 {@code node-stopping} where this one stops itself, and
     * with {@code cluster-unsettled} where it takes nothing over for now, so that nobody believes the session to be in its hands.
     */
    Future<Optional<Session>> handedOver(String user) {
        if (setup.nodes().stops()) {
            return Future.failedFuture(Problem.unavailable(STOPPING, "This node stops.", 1).exception());
        }
        return setup.nodes().settled() ? of(user) : Future.failedFuture(Moving.unsettled().exception());
    }

    /** The session of this user, taken over if it has to be; empty where it is another's, or nobody's. */
    Future<Optional<Session>> of(String user) {
        Session here = running.apply(user);
        if (here != null) {
            return Future.succeededFuture(Optional.of(here));
        }
        Future<Optional<Session>> already = underWay.get(user);
        if (already != null) {
            return already;
        }
        Future<Optional<Session>> taking = setup.book().ofUser(user)
                .compose(entry -> entry.filter(this::isOrphan).isPresent() ? take(entry.get()) : Future.succeededFuture(Optional.<Session>empty()))
                .onComplete(done -> underWay.remove(user));
        if (!taking.isComplete()) {
            underWay.put(user, taking);
        }
        return taking;
    }

    /** Done when no session of this user is about to be taken over, however that ended. */
    Future<Void> settled(String user) {
        Future<Optional<Session>> taking = underWay.get(user);
        return taking == null ? Future.succeededFuture() : taking.<Void>mapEmpty().otherwiseEmpty();
    }

    /** An entry that names this node, which does not have the session, was handed over to it. */
    private boolean isOrphan(SessionEntry entry) {
        return setup.nodes().settled() && !setup.farewells().has(entry.streamId())
                && (entry.node().equals(setup.nodes().self()) || !setup.nodes().view().has(entry.node()));
    }

    private Future<Optional<Session>> take(SessionEntry orphan) {
        SessionEntry mine = orphan.takenBy(setup.nodes().self(), Math.max(setup.epochs().next(), orphan.epoch() + 1));
        return setup.book().replace(orphan, mine).onFailure(unknown -> lookAgain(mine.user()))
                .compose(won -> won ? taken(mine) : Future.succeededFuture(Optional.empty())); // another node was faster
    }

    /** Who locked the user out could not end a session that was nowhere. */
    private Future<Optional<Session>> taken(SessionEntry mine) {
        LOG.info("session {} of {} is taken over", mine.streamId(), mine.user());
        Session session = new Session(setup, identities.of(mine), credentials(mine), mine);
        setup.metrics().takenOver();
        return setup.admission().of(mine.user()).transform(admitted -> {
            if (admitted.failed() && Admission.isRefusal(admitted.cause())) {
                Future<Void> ended = session.end("locked-out");
                session.found(); // so that the queue hears that its expert has gone
                return ended.map(Optional.empty());
            }
            serve.accept(session);
            session.goOn();
            return Future.succeededFuture(Optional.of(session));
        });
    }

    /** It has perhaps been done all the same: then the entry names this node, and nobody else would ever take the session over. */
    private void lookAgain(String user) {
        setup.timers().after(PAUSE, () -> {
            if (setup.nodes().settled()) {
                of(user).onFailure(failure -> LOG.info("the session of {} was not taken over yet: {}", user, failure.getMessage()));
            } else if (!setup.nodes().stops()) {
                lookAgain(user);
            }
        });
    }

    private Credentials credentials(SessionEntry entry) {
        return sealed(setup, entry).map(SessionEntry.Sealed::password)
                .<Credentials>map(password -> new Credentials.Password(entry.user(), password))
                .orElseGet(() -> new Credentials.Vouched(entry.user()));
    }

    /** What of the entry is secret. */
    static Optional<SessionEntry.Sealed> sealed(SessionSetup setup, SessionEntry entry) {
        return Optional.ofNullable(entry.sealed())
                .map(text -> Json.decodeValue(setup.seal().open(text, entry.binding()), SessionEntry.Sealed.class));
    }
}
