package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.xmpp.Credentials;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/** The sessions of one shard's users: one each, opened at login or on demand, found by user, forgotten when they end. */
final class Sessions {
    private static final int ENDED_AT_ONCE = 100;

    private final SessionSetup setup;
    private final DomainBareJid domain;
    private final Map<String, Session> byUser = new HashMap<>();
    private final Map<String, Future<Session>> opening = new HashMap<>();
    private final Map<String, MessageConsumer<?>> consumers = new HashMap<>();

    /** @param setup with {@link #ended} as its {@code onEnd} */
    Sessions(SessionSetup setup, DomainBareJid domain) {
        this.setup = setup;
        this.domain = domain;
    }

    Future<? extends BusRecord> gate(Gate asked) {
        if (asked instanceof Gate.Open open) {
            return open(open);
        }
        Gate.Verify verify = (Gate.Verify) asked;
        return setup.server().verify(new Credentials.Password(verify.user(), verify.password())).map(good -> new Done());
    }

    /** Credentials are verified first, always, and only then is the session that already runs found. */
    private Future<Gate.Opened> open(Gate.Open asked) {
        if (asked.proof() == Gate.Proof.MASTER && !setup.canVouch()) {
            return Future.failedFuture(Problem.of(501, "passwordless-unsupported",
                    "No way to log users in without their password is configured (xmpp.passwordless).").exception());
        }
        return session(asked)
                .recover(failure -> Future.failedFuture(unknownUser(asked, failure)))
                .map(open -> new Gate.Opened(asked.user(), open.identity().streamId(), open.self().toString(),
                        asked.newLogin() ? open.beginLogin() : null));
    }

    private Future<Session> session(Gate.Open asked) {
        return verified(asked).compose(good -> {
            Session running = byUser.get(asked.user());
            return running == null ? begin(asked) : Future.succeededFuture(running);
        });
    }

    /** A password is tried with a login of its own, except where the session that is about to begin logs in with it anyway. */
    private Future<Void> verified(Gate.Open asked) {
        boolean known = byUser.containsKey(asked.user());
        boolean triedAnyway = !setup.canVouch() && !known && !opening.containsKey(asked.user());
        boolean vouchedFor = asked.proof() == Gate.Proof.MASTER || asked.proof() == Gate.Proof.VERIFIED && known;
        return vouchedFor || triedAnyway ? Future.succeededFuture()
                : setup.server().verify(new Credentials.Password(asked.user(), asked.password()));
    }

    /** The holder of the master secret may know who exists; nobody else learns it from a refused login. */
    private static Throwable unknownUser(Gate.Open asked, Throwable failure) {
        return asked.proof() == Gate.Proof.MASTER && isRefusal(failure)
                ? Problem.notFound("unknown-user", "There is no user " + asked.user() + ".").exception() : failure;
    }

    private Future<Session> begin(Gate.Open asked) {
        Future<Session> already = opening.get(asked.user());
        if (already != null) {
            return already;
        }
        if (byUser.size() + opening.size() >= setup.config().maxSessions()) {
            return Future.failedFuture(Problem.unavailable("node-full", "This node has as many sessions as it may have.", 30).exception());
        }
        Future<Session> begun = logIn(asked).map(session -> serve(asked.user(), session)).onComplete(done -> opening.remove(asked.user()));
        if (!begun.isComplete()) {
            opening.put(asked.user(), begun);
        }
        return begun;
    }

    /**
     * Where Parley can vouch for a user it does so for every session: what logs in first must be able to come back, and a password need
     * not be kept. A server that is not set up for it leaves those who have a password with their password. Whoever comes here with one
     * has been {@link #verified}, unless it is what the session logs in with.
     */
    private Future<Session> logIn(Gate.Open asked) {
        Credentials vouched = new Credentials.Vouched(asked.user());
        if (asked.proof() == Gate.Proof.MASTER) {
            return logIn(vouched);
        }
        Credentials.Password own = new Credentials.Password(asked.user(), asked.password());
        return setup.canVouch() ? logIn(vouched).recover(failure -> isRefusal(failure) ? logIn(own) : Future.failedFuture(failure))
                : logIn(own);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 401;
    }

    private Future<Session> logIn(Credentials credentials) {
        try {
            Session session = new Session(setup, identity(credentials.user()), credentials);
            return session.begin().map(session);
        } catch (XmppStringprepException e) {
            return Future.failedFuture(Problem.badRequest("bad-username", "'" + credentials.user() + "' is no user name.").exception());
        }
    }

    private Session.Identity identity(String user) throws XmppStringprepException {
        EntityBareJid account = JidCreate.entityBareFrom(Localpart.from(user), domain);
        Resourcepart resource = Resourcepart.from(setup.secrets().id("parley-"));
        return new Session.Identity(setup.secrets().id("s-"), account, JidCreate.entityFullFrom(account, resource));
    }

    private Session serve(String user, Session session) {
        byUser.put(user, session);
        String streamId = session.identity().streamId();
        consumers.put(streamId, setup.bus().<Ask>serveLocal(Addresses.session(streamId), session::ask));
        session.found();
        return session;
    }

    void ended(Session session) {
        byUser.remove(session.identity().user(), session);
        MessageConsumer<?> consumer = consumers.remove(session.identity().streamId());
        if (consumer != null) {
            consumer.unregister();
        }
    }

    /** The node stops: every session ends properly, not more at once than the pool for blocking work takes. */
    Future<Void> endAll(String reason) {
        return endNext(List.copyOf(byUser.values()), 0, reason);
    }

    private static Future<Void> endNext(List<Session> all, int from, String reason) {
        if (from >= all.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(all.size(), from + ENDED_AT_ONCE);
        List<Future<Void>> ends = all.subList(from, to).stream().map(session -> session.end(reason)).toList();
        return Future.join(ends).transform(ended -> endNext(all, to, reason));
    }

    Map<String, Session> running() {
        return byUser;
    }
}
