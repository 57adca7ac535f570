package io.parley.cluster;

import io.parley.bus.View;
import io.parley.store.cluster.NodeRow;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A database, nodes, and a network between them that a test cuts and mends; time passes by hand, and nothing else does. */
final class AgreementWorld {
    static final String KEYS = "the same keys";
    private static final Duration BEAT = Duration.ofSeconds(1);

    private record Row(Agreement.Self self, long at) {
    }

    /** What a node was told, and how far the network and the database are there for it. */
    final class Node implements Agreement.Outcome {
        final Agreement.Self self;
        final Agreement agreement;
        final List<View> agreed = new ArrayList<>();
        /** Whom it does not hear, though it counts them as reached. */
        final Set<String> silent = new HashSet<>();
        final List<Agreement.State> states = new ArrayList<>(List.of(Agreement.State.JOINING));
        Future<Void> joined;
        int side;
        int excluded;
        boolean alive = true;
        boolean databaseIsAway;

        private Node(String id, String address, String keys) {
            self = new Agreement.Self(id, address, keys);
            agreement = new Agreement(self, new Base(this), () -> reachedBy(this), silent::contains, timers,
                    () -> Instant.ofEpochMilli(now), this);
        }

        String id() {
            return self.id();
        }

        Agreement.State state() {
            return agreement.state();
        }

        boolean isMember() {
            return alive && state() == Agreement.State.MEMBER;
        }

        boolean leads() {
            return isMember() && agreement.view().isLedBy(id());
        }

        @Override
        public void agreed(View now) {
            agreed.add(now);
            note();
        }

        @Override
        public void excluded() {
            excluded++;
            note();
        }

        private void note() {
            if (states.get(states.size() - 1) != state()) {
                states.add(state());
            }
        }
    }

    /** The database as one node has it. */
    private final class Base implements AgreementBase {
        private final Node node;

        Base(Node node) {
            this.node = node;
        }

        private <T> Future<T> answer(Supplier<T> work) {
            if (!node.alive) {
                return Future.future(never -> { });
            }
            if (node.databaseIsAway) {
                return Future.failedFuture("the database is away");
            }
            return slow ? slowly(work) : Future.succeededFuture(work.get());
        }

        private <T> Future<T> slowly(Supplier<T> work) {
            Promise<T> answer = Promise.promise();
            underWay.add(() -> {
                T result = work.get();
                underWay.add(() -> {
                    if (node.alive) {
                        answer.complete(result);
                        node.note();
                    }
                });
            });
            return answer.future();
        }

        @Override
        public Future<View> read() {
            return answer(() -> view);
        }

        @Override
        public Future<Boolean> replace(View before, List<String> members) {
            return answer(() -> {
                boolean won = before.version() == view.version();
                if (won) {
                    view = new View(view.version() + 1, List.copyOf(members));
                    history.add(view);
                }
                return won;
            });
        }

        @Override
        public Future<Void> seen(Agreement.Self self) {
            return answer(() -> {
                rows.put(self.id(), new Row(self, now));
                return null;
            });
        }

        @Override
        public Future<List<NodeRow>> nodes() {
            return answer(() -> rows.values().stream()
                    .map(row -> new NodeRow(row.self().id(), row.self().address(), row.self().keys(), now - row.at())).toList());
        }

        @Override
        public Future<Void> gone(String id) {
            return answer(() -> {
                rows.remove(id);
                return null;
            });
        }
    }

    /** Whether what is asked of the database is done, and answered, only by {@link #goOn}. */
    boolean slow;
    final List<View> history = new ArrayList<>();
    private final ManualTimers timers = new ManualTimers();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Runnable> underWay = new ArrayList<>();
    private View view = View.NONE;
    private long now = 1_000_000;

    private Set<String> reachedBy(Node from) {
        return nodes.stream().filter(to -> to.alive && to.side == from.side && to.state() != Agreement.State.LEFT
                && to.state() != Agreement.State.EXCLUDED || to == from).map(Node::id).collect(Collectors.toSet());
    }

    /** A node whose Hazelcast has begun; it asks to join. */
    Node begins(String id) {
        return begins(id, id + ":5701", KEYS);
    }

    Node begins(String id, String address, String keys) {
        Node node = made(id, address, keys);
        asksToJoin(node);
        return node;
    }

    Node made(String id, String address, String keys) {
        Node node = new Node(id, address, keys);
        nodes.add(node);
        timers.every(BEAT, () -> {
            if (node.alive) {
                node.agreement.beat();
                node.note();
            }
        });
        return node;
    }

    /** As the verticle does it. */
    void asksToJoin(Node node) {
        node.agreement.beat();
        node.joined = node.agreement.join();
        changed();
    }

    void dies(Node node) {
        node.alive = false;
        changed();
    }

    void leaves(Node node) {
        node.agreement.leave();
        node.note();
        changed();
    }

    /** These are on a side of their own. */
    void cut(Node... some) {
        int side = nodes.stream().mapToInt(node -> node.side).max().orElse(0) + 1;
        for (Node node : some) {
            node.side = side;
        }
        changed();
    }

    void heal() {
        nodes.forEach(node -> node.side = 0);
        changed();
    }

    void databaseIsAway(boolean away) {
        nodes.forEach(node -> node.databaseIsAway = away);
    }

    /** Hazelcast tells all who live that somebody came or went. */
    void changed() {
        nodes.stream().filter(node -> node.alive).forEach(node -> {
            node.agreement.step();
            node.note();
        });
    }

    void pass(Duration time) {
        long until = now + time.toMillis();
        while (now < until) {
            long next = timers.size() == 0 ? Long.MAX_VALUE : timers.untilNext().toMillis();
            long step = Math.max(1, Math.min(next, until - now));
            now += step;
            timers.pass(Duration.ofMillis(step));
        }
    }

    /** One of the questions to the database, or of its answers, goes its way. */
    void goOn(RandomGenerator which) {
        if (!underWay.isEmpty()) {
            underWay.remove(which.nextInt(underWay.size())).run();
        }
    }

    /** All of them do, in order. */
    void allGoOn() {
        while (!underWay.isEmpty()) {
            underWay.remove(0).run();
        }
    }

    View view() {
        return view;
    }

    List<String> members() {
        return view.members();
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(String id) {
        return nodes.stream().filter(node -> Objects.equals(node.id(), id)).findFirst().orElseThrow();
    }
}
