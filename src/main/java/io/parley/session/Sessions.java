package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.SessionReply;
import io.parley.bus.StreamSignal;
import io.parley.bus.View;
import io.parley.xmpp.Credentials;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jxmpp.jid.DomainBareJid;

/** The sessions of one shard's users: one each, opened at login or on demand, found by user, forgotten when they end. */
final class Sessions {
    private static final int ENDED_AT_ONCE = 100;

    private final SessionSetup setup;
    private final Map<String, Session> byUser = new HashMap<>();
    private final Map<String, Bus.Serving> served = new HashMap<>();
    private final Openings openings;
    private final TakeOvers takeOvers;
    private final Neighbourly neighbourly;

    /** @param setup with {@link #ended} as its {@code onEnd} */
    Sessions(SessionSetup setup, DomainBareJid domain) {
        this.setup = setup;
        this.openings = new Openings(setup, new Identities(domain, setup.secrets()), byUser::size, this::serve);
        this.takeOvers = new TakeOvers(setup, new Identities(domain, setup.secrets()), byUser::get, this::serve);
        this.neighbourly = new Neighbourly(setup, takeOvers);
    }

    Future<? extends BusRecord> gate(Gate asked) {
        if (asked instanceof Gate.Open open) {
            return open(open);
        }
        if (asked instanceof Gate.TakeOver orphaned) {
            return takeOvers.handedOver(orphaned.user()).map(new Done());
        }
        if (asked instanceof Gate.Look look) {
            return Future.succeededFuture(new SessionReply.Running(look(look.user()).map(Session::running).toList()));
        }
        if (asked instanceof Gate.Expel expel) {
            return openings.settled(expel.user()).compose(begun -> takeOvers.settled(expel.user())).compose(known -> expel(expel))
                    .map(new Done());
        }
        Gate.Verify verify = (Gate.Verify) asked;
        return setup.server().verify(new Credentials.Password(verify.user(), verify.password()))
                .compose(good -> setup.admission().of(verify.user())).map(new Done());
    }

    private Stream<Session> look(String user) {
        return user == null ? byUser.values().stream() : Stream.ofNullable(byUser.get(user));
    }

    private Future<Void> expel(Gate.Expel asked) {
        Session here = byUser.get(asked.user());
        return here == null ? Future.succeededFuture() : here.end(asked.reason());
    }

    /** Credentials are verified first, always, and only then is the session that already runs found, here or on another node. */
    private Future<Gate.Opened> open(Gate.Open asked) {
        return openings.mayOpen(asked).compose(may -> setup.book().ofUser(asked.user()))
                .compose(entry -> openings.verified(asked, () -> byUser.containsKey(asked.user()) || entry.isPresent())
                        .compose(good -> running(asked, entry)));
    }

    private Future<Gate.Opened> running(Gate.Open asked, Optional<SessionEntry> entry) {
        Session here = byUser.get(asked.user());
        if (here != null) {
            return opened(asked, here);
        }
        return entry.isPresent() && !openings.isOpening(asked.user()) ? neighbourly.join(asked, entry.get())
                : openings.begin(asked).compose(begun -> begun.map(session -> opened(asked, session), other -> neighbourly.join(asked, other)));
    }

    private static Future<Gate.Opened> opened(Gate.Open asked, Session session) {
        return session.join(asked.newLogin());
    }

    private void serve(Session session) {
        String streamId = session.identity().streamId();
        byUser.put(session.identity().user(), session);
        served.put(streamId, setup.bus().<Ask>serve(Addresses.session(streamId), session::ask));
        session.found();
    }

    void ended(Session session) {
        byUser.remove(session.identity().user(), session);
        Bus.Serving serving = served.remove(session.identity().streamId());
        if (serving != null) {
            serving.end();
        }
    }

    /** Others have come or gone. */
    void viewed(View before, View now) {
        Collection<Session> all = List.copyOf(byUser.values());
        if (now.members().containsAll(before.members())) {
            return;
        }
        all.forEach(session -> session.nodesAre(now.members()));
        if (!before.leader().equals(now.leader())) {
            all.forEach(Session::queueMoved);
        }
        eachSome(session -> session.belonging().looked());
    }

    /** The node stops: every session ends properly, not more at once than the pool for blocking work takes. */
    Future<Void> endAll(String reason) {
        return eachSome(session -> session.end(reason));
    }

    /** The node is left behind: nothing here is its own any more. */
    Future<Void> abandonAll() {
        return eachSome(Session::abandon);
    }

    /** Every session to another node, as far as there are others. */
    Future<Void> handOver(Function<String, List<String>> successors) {
        HandOver handOver = new HandOver(setup, successors);
        return eachSome(handOver::of);
    }

    private Future<Void> eachSome(Function<Session, Future<Void>> what) {
        return eachSome(List.copyOf(byUser.values()), 0, what);
    }

    private static Future<Void> eachSome(List<Session> all, int from, Function<Session, Future<Void>> what) {
        if (from >= all.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(all.size(), from + ENDED_AT_ONCE);
        List<Future<Void>> some = all.subList(from, to).stream().map(what).toList();
        return Future.join(some).transform(ended -> eachSome(all, to, what));
    }

    Map<String, Session> running() {
        return byUser;
    }
}
