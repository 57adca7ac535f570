package io.parley.cluster;

import io.parley.bus.View;
import io.parley.config.StartFailure;
import io.parley.store.cluster.NodeRow;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agrees with the other nodes on who belongs to the cluster. Hazelcast tells each node whom it reaches; what counts is what stands in the
 * database, where of two sides of a partition that both would go on without the other one wins by a conditional update.
 *
 * <pre>
 * JOINING ──taken in──► MEMBER ──left out by others──► EXCLUDED
 *    └──gives up──► LEFT ◄──leaves──┘
 * </pre>
 *
 * A node adds itself alone, and is left out by those who do not reach it. Runs on one event loop.
 */
final class Agreement {
    /** A node that has not said for so long that it lives is not waited for. */
    static final Duration DEAD = Duration.ofSeconds(12);
    /** The side of a partition that has not most of the nodes lets the other go first. */
    static final Duration MINORITY = Duration.ofSeconds(4);
    /** Of those who notice a death, one after the other acts. */
    static final Duration RANK = Duration.ofMillis(250);
    /** Whom Hazelcast has not found for so long, while they live, it finds sooner when it begins anew. Longer than {@link #DEAD}. */
    static final Duration HIDDEN = Duration.ofSeconds(13);
    private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);
    private static final int LAST_TRIES = 5;

    enum State { JOINING, MEMBER, EXCLUDED, LEFT }

    /** What a node is told of it. */
    interface Outcome {
        /** The view is another one now; this node belongs to it. */
        void agreed(View now);

        /** The others go on without this node. */
        void excluded();
    }

    /**
     * @param id      new for each life of a node
     * @param address host:port of its Hazelcast, which no two living nodes have
     * @param keys    a fingerprint of the keys
     */
    record Self(String id, String address, String keys) {
    }

    private final Self self;
    private final AgreementBase base;
    private final Supplier<Set<String>> reached;
    private final Predicate<String> silent;
    private final Timers timers;
    private final InstantSource clock;
    private final Outcome outcome;
    private final Promise<Void> joined = Promise.promise();
    private State state = State.JOINING;
    private View view = View.NONE;
    private List<String> missing = List.of();
    private long missingSince;
    private long hiddenSince;
    private Timers.Timer next = () -> { };
    private boolean stepping;
    private boolean again;

    /**
     * @param reached the ids of the nodes that Hazelcast reaches now, this one among them
     * @param silent  whether a node is not heard, though Hazelcast may not have given it up yet
     */
    Agreement(Self self, AgreementBase base, Supplier<Set<String>> reached, Predicate<String> silent, Timers timers, InstantSource clock,
              Outcome outcome) {
        this.self = self;
        this.base = base;
        this.reached = reached;
        this.silent = silent;
        this.timers = timers;
        this.clock = clock;
        this.outcome = outcome;
    }

    State state() {
        return state;
    }

    View view() {
        return view;
    }

    /** Done when this node is in the view; fails with {@link OutOfReach}, which may pass, or with a {@link StartFailure} where it never can be. */
    Future<Void> join() {
        step();
        return joined.future();
    }

    /** Says that this node lives, and looks whether anything has changed; to be called every second. */
    Future<Void> beat() {
        return state == State.LEFT || state == State.EXCLUDED ? Future.succeededFuture()
                : base.seen(self).onFailure(failure -> LOG.debug("not said that this node lives: {}", failure.getMessage()))
                        .onComplete(said -> step());
    }

    /** Somebody came or went, or has changed the view. */
    void step() {
        if (stepping) {
            again = true;
            return;
        }
        stepping = true;
        again = false;
        base.read().compose(this::judge).onComplete(done -> {
            stepping = false;
            if (done.failed()) {
                LOG.debug("nothing could be agreed on: {}", done.cause().getMessage());
            }
            if (again) {
                step();
            }
        });
    }

    private Future<?> judge(View read) {
        adopt(read);
        return switch (state) {
            case JOINING -> comeIn(read);
            case MEMBER -> keep(read);
            default -> Future.succeededFuture();
        };
    }

    private void adopt(View read) {
        if (read.version() <= view.version() || state == State.EXCLUDED) {
            return;
        }
        if (state == State.LEFT) {
            view = read;
            outcome.agreed(read); // until it has ended it hands on what it is asked
        } else if (read.has(self.id())) {
            view = read;
            state = State.MEMBER;
            LOG.info("view {} of {} nodes, led by {}", read.version(), read.members().size(), read.leader().orElse("nobody"));
            outcome.agreed(read);
            joined.tryComplete();
        } else if (state == State.MEMBER) {
            state = State.EXCLUDED;
            next.cancel();
            LOG.warn("view {} leaves this node out", read.version());
            outcome.excluded();
        }
    }

    private Future<?> comeIn(View read) {
        return base.nodes().compose(nodes -> {
            List<NodeRow> alive = nodes.stream().filter(node -> node.silence() < DEAD.toMillis() && !node.id().equals(self.id())).toList();
            if (alive.stream().anyMatch(node -> read.has(node.id()) && !node.keys().equals(self.keys()))) {
                joined.tryFail(new StartFailure("The keys in the data directory are not those of the cluster's other nodes:"
                        + " copy theirs, tokens and encrypted data must be good on all of them", null));
                return Future.succeededFuture();
            }
            Set<String> reachable = reached.get();
            List<String> hidden = alive.stream().filter(node -> !node.address().equals(self.address()) && read.has(node.id()))
                    .filter(node -> !reachable.contains(node.id())).map(NodeRow::address).toList();
            if (!hidden.isEmpty()) {
                waitFor(hidden);
                return Future.succeededFuture();
            }
            return propose(read, with(self.id(), read.members().stream().filter(reachable::contains).toList()));
        });
    }

    /** They live, but not within reach: going on without them would split the cluster. */
    private void waitFor(List<String> hidden) {
        if (hiddenSince == 0) {
            hiddenSince = clock.millis();
            LOG.info("waiting for {} nodes that are not reached", hidden.size());
        }
        if (clock.millis() - hiddenSince < HIDDEN.toMillis()) {
            soon(RANK);
        } else {
            giveUp(OutOfReach.nodes(hidden));
        }
    }

    /** This node does not come in, and begins anew. */
    void giveUp(StartFailure why) {
        next.cancel();
        state = State.LEFT;
        joined.tryFail(why);
    }

    private static List<String> with(String node, List<String> members) {
        List<String> more = new ArrayList<>(members);
        if (!more.contains(node)) {
            more.add(node);
        }
        return more;
    }

    /** Leaves out whom nobody here reaches, each in turn, the larger part first. */
    private Future<?> keep(View read) {
        Set<String> reachable = reached.get();
        List<String> gone = read.members().stream().filter(node -> !reachable.contains(node)).toList();
        if (!gone.equals(missing)) {
            missing = gone;
            missingSince = clock.millis();
        }
        if (gone.isEmpty()) {
            return Future.succeededFuture();
        }
        List<String> left = read.members().stream().filter(reachable::contains).toList();
        long wait = missingSince + patience(read, left).toMillis() - clock.millis();
        if (wait > 0) {
            soon(Duration.ofMillis(wait));
            return Future.succeededFuture();
        }
        return propose(read, left);
    }

    /**
     * Only who is heard counts: Hazelcast gives up one node after the other, and one that has lost all others would be most of the nodes
     * with those that it has not given up yet, and then again without them.
     */
    private Duration patience(View read, List<String> left) {
        List<String> heard = left.stream().filter(silent.negate()).toList();
        boolean most = heard.size() * 2 > read.members().size()
                || heard.size() * 2 == read.members().size() && heard.contains(read.members().get(0));
        Duration rank = RANK.multipliedBy(Math.max(0, left.indexOf(self.id())));
        return most ? rank : rank.plus(MINORITY);
    }

    private Future<Boolean> propose(View read, List<String> members) {
        // whether it was this node or another: the next look tells
        return base.replace(read, members).onSuccess(won -> step());
    }

    private void soon(Duration delay) {
        next.cancel();
        next = timers.after(delay, this::step);
    }

    /** The next of the others leads, while this node belongs to them still. */
    Future<Void> stepDown() {
        return insist(members -> members.indexOf(self.id()) == 0 ? with(self.id(), without(members)) : members, LAST_TRIES)
                .onSuccess(down -> step());
    }

    /** Leaves the others, who go on at once. */
    Future<Void> leave() {
        state = State.LEFT;
        next.cancel();
        return insist(this::without, LAST_TRIES).compose(left -> base.gone(self.id()))
                .onFailure(failure -> LOG.info("not left properly: {}", failure.getMessage()));
    }

    private List<String> without(List<String> members) {
        return members.stream().filter(node -> !node.equals(self.id())).toList();
    }

    /** Again when others change the view meanwhile; but not for ever, for they would find it out by themselves too. */
    private Future<Void> insist(UnaryOperator<List<String>> wish, int tries) {
        return base.read().compose(read -> {
            List<String> wanted = wish.apply(read.members());
            return wanted.equals(read.members()) ? Future.succeededFuture() : base.replace(read, wanted)
                    .compose(won -> won || tries <= 1 ? Future.succeededFuture() : insist(wish, tries - 1));
        });
    }

    /** Whether this node is a member still, by the database's word; fails where that cannot be had. */
    Future<Boolean> confirmed() {
        return base.read().map(read -> state == State.MEMBER && read.has(self.id()));
    }
}
