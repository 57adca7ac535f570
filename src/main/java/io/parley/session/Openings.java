package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.BookmarkAsk;
import io.parley.bus.Gate;
import io.parley.bus.Moving;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.xmpp.Credentials;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Sessions that begin: claimed in the book before the first login, so that two nodes never both log the same user in. */
final class Openings {
    private final SessionSetup setup;
    private final Identities identities;
    private final IntSupplier running;
    private final Consumer<Session> serve;
    private final Map<String, Future<Begun>> underWay = new HashMap<>();

    /** @param running how many sessions this shard has */
    Openings(SessionSetup setup, Identities identities, IntSupplier running, Consumer<Session> serve) {
        this.setup = setup;
        this.identities = identities;
        this.running = running;
        this.serve = serve;
    }

    boolean isOpening(String user) {
        return underWay.containsKey(user);
    }

    /** Done when no session of this user is about to begin, however that ended. */
    Future<Void> settled(String user) {
        Future<Begun> beginning = underWay.get(user);
        return beginning == null ? Future.succeededFuture() : beginning.<Void>mapEmpty().otherwiseEmpty();
    }

    Future<Void> mayOpen(Gate.Open asked) {
        return asked.proof() != Gate.Proof.MASTER || setup.canVouch() ? Future.succeededFuture()
                : Future.failedFuture(Problem.of(501, "passwordless-unsupported",
                        "No way to log users in without their password is configured (xmpp.passwordless).").exception());
    }

    /**
     * A password is tried with a login of its own, except where the session that is about to begin logs in with it anyway.
     *
     * @param known whether a session of this user runs, anywhere
     */
    Future<Void> verified(Gate.Open asked, BooleanSupplier known) {
        boolean knownNow = known.getAsBoolean();
        if (asked.proof() == Gate.Proof.MASTER || asked.proof() == Gate.Proof.VERIFIED && knownNow) {
            return knownNow ? Future.succeededFuture() : admitted(asked); // whose session runs is not locked out
        }
        return isTriedAnyway(asked, knownNow)
                // who else came meanwhile has perhaps begun a session, with another password
                ? admitted(asked).compose(admitted -> isTriedAnyway(asked, known.getAsBoolean()) ? Future.succeededFuture() : tried(asked))
                : tried(asked).compose(good -> admitted(asked));
    }

    private boolean isTriedAnyway(Gate.Open asked, boolean known) {
        return !setup.canVouch() && !known && !isOpening(asked.user()) && !setup.book().isShared();
    }

    private Future<Void> tried(Gate.Open asked) {
        return setup.server().verify(new Credentials.Password(asked.user(), asked.password()));
    }

    private Future<Void> admitted(Gate.Open asked) {
        return setup.admission().of(asked.user()).recover(failure -> Future.failedFuture(
                asked.proof() == Gate.Proof.MASTER && Admission.isRefusal(failure) ? Admission.told(asked.user(), failure) : failure));
    }

    /** Begins a session, or waits for the one that begins already. */
    Future<Begun> begin(Gate.Open asked) {
        Future<Begun> already = underWay.get(asked.user());
        if (already != null) {
            return already;
        }
        if (running.getAsInt() + underWay.size() >= setup.config().maxSessions()) {
            return Future.failedFuture(Problem.unavailable("node-full", "This node has as many sessions as it may have.", 30).exception());
        }
        if (!setup.nodes().settled()) {
            return Future.failedFuture(Moving.unsettled().exception());
        }
        Future<Begun> begun = Future.succeededFuture(asked).compose(this::claim).onComplete(done -> underWay.remove(asked.user()));
        if (!begun.isComplete()) {
            underWay.put(asked.user(), begun);
        }
        return begun;
    }

    private Future<Begun> claim(Gate.Open asked) {
        Session.Identity identity = identities.fresh(asked.user());
        SessionEntry mine = new SessionEntry(asked.user(), identity.streamId(), identity.self().getResourcepart().toString(),
                setup.nodes().self(), setup.epochs().next(), null, "available", null, false, List.of(), List.of(), setup.clock().millis());
        return setup.book().claim(mine)
                .onFailure(failure -> setup.farewells().release(mine)) // it has perhaps been done
                .compose(other -> other.isPresent() ? Future.succeededFuture(new Begun.Elsewhere(other.get()))
                        : logInFirst(asked, identity, mine));
    }

    private Future<Begun> logInFirst(Gate.Open asked, Session.Identity identity, SessionEntry mine) {
        return logIn(asked, identity, mine)
                .onFailure(failure -> setup.farewells().release(mine))
                .recover(failure -> Future.failedFuture(unknownUser(asked, failure)))
                .compose(session -> {
                    serve.accept(session);
                    return stillAdmitted(asked, session);
                });
    }

    /** Locked out while the session began: whoever did it has perhaps looked for the session before it was there. */
    private Future<Begun> stillAdmitted(Gate.Open asked, Session session) {
        return admitted(asked).onFailure(locked -> session.end("locked-out"))
                .onSuccess(admitted -> setup.bus().tell(Addresses.BOOKMARKS, new BookmarkAsk.Arrived(asked.user())))
                .map(new Begun.Here(session));
    }

    /** The holder of the master secret may know who exists; nobody else learns it from a refused login. */
    private static Throwable unknownUser(Gate.Open asked, Throwable failure) {
        if (asked.proof() == Gate.Proof.MASTER && Admission.isRefusal(failure)) {
            return Admission.told(asked.user(), failure);
        }
        return asked.proof() == Gate.Proof.MASTER && isRefusal(failure)
                ? Problem.notFound("unknown-user", "There is no user " + asked.user() + ".").exception() : failure;
    }

    /**
     * Where Parley can vouch for a user it does so for every session: what logs in first must be able to come back, and a password need
     * not be kept. A server that is not set up for it leaves those who have a password with their password. Whoever comes here with one
     * has been {@link #verified}, unless it is what the session logs in with.
     */
    private Future<Session> logIn(Gate.Open asked, Session.Identity identity, SessionEntry entry) {
        Credentials vouched = new Credentials.Vouched(asked.user());
        if (asked.proof() == Gate.Proof.MASTER) {
            return logIn(vouched, identity, entry);
        }
        Credentials.Password own = new Credentials.Password(asked.user(), asked.password());
        return setup.canVouch()
                ? logIn(vouched, identity, entry)
                        .recover(failure -> isRefusal(failure) ? logIn(own, identity, entry) : Future.failedFuture(failure))
                : logIn(own, identity, entry);
    }

    private Future<Session> logIn(Credentials credentials, Session.Identity identity, SessionEntry entry) {
        Session session = new Session(setup, identity, credentials, entry);
        return session.begin().map(session);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 401;
    }
}
