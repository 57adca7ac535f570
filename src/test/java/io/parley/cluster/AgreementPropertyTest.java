package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.cluster.Agreement.State;
import io.parley.cluster.AgreementWorld.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, never two who do not know of each other think that they decide; and in the end all agree. */
class AgreementPropertyTest {
    private static final int WORLDS = 300;
    private static final int STEPS = 60;
    private static final int MOST_NODES = 6;
    /** As in the table of {@link Agreement}. */
    private static final Map<State, Set<State>> TRANSITIONS = Map.of(State.JOINING, Set.of(State.MEMBER, State.LEFT),
            State.MEMBER, Set.of(State.EXCLUDED, State.LEFT), State.EXCLUDED, Set.of(), State.LEFT, Set.of());

    private final Set<State> seen = new HashSet<>();
    private int leftOut;

    @Test
    void inTheEndAllAgreeAndOnTheWayNobodyDecidesAgainstTheOthers() {
        for (int seed = 0; seed < WORLDS; seed++) {
            try {
                new Run(seed).run();
            } catch (AssertionError failed) {
                throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
            }
        }
        assertEquals(Set.of(State.values()), seen, "every state has been seen");
        assertTrue(leftOut > WORLDS / 4, "only " + leftOut + " were left out");
    }

    private final class Run {
        private final Random random;
        private final AgreementWorld world = new AgreementWorld();
        private int count;

        Run(int seed) {
            this.random = new Random(seed);
            world.slow = seed % 2 == 0; // then many read, and then decide
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                somethingHappens();
                check();
            }
            settle();
        }

        private void somethingHappens() {
            for (int answers = random.nextInt(8); world.slow && answers > 0; answers--) {
                world.goOn(random);
                check();
            }
            switch (random.nextInt(12)) {
                case 0, 1 -> begins();
                case 2 -> any().ifPresent(world::dies);
                case 3 -> any().ifPresent(world::cut);
                case 4 -> world.cut(world.nodes().stream().filter(node -> random.nextBoolean()).toArray(Node[]::new));
                case 5 -> world.heal();
                case 6 -> any().ifPresent(node -> node.databaseIsAway = !node.databaseIsAway);
                case 7 -> world.databaseIsAway(random.nextInt(3) == 0);
                case 8 -> any().filter(Node::isMember).filter(node -> random.nextInt(3) == 0).ifPresent(world::leaves);
                case 9 -> any().filter(Node::isMember).ifPresent(node -> node.agreement.stepDown());
                default -> world.pass(Duration.ofMillis(1 + random.nextInt(3_000)));
            }
        }

        private void begins() {
            if (world.nodes().stream().filter(node -> node.alive).count() < MOST_NODES) {
                String id = "n" + count++;
                boolean again = random.nextBoolean() && !world.nodes().isEmpty();
                String address = again ? freeAddress(id) : id + ":1";
                world.begins(id, address, AgreementWorld.KEYS);
            }
        }

        /** Of one that lives no more. */
        private String freeAddress(String id) {
            return world.nodes().stream().filter(node -> !node.alive).map(node -> node.self.address())
                    .filter(address -> world.nodes().stream().noneMatch(node -> node.alive && node.self.address().equals(address)))
                    .findFirst().orElse(id + ":1");
        }

        private Optional<Node> any() {
            List<Node> living = world.nodes().stream().filter(node -> node.alive).toList();
            return living.isEmpty() ? Optional.empty() : Optional.of(living.get(random.nextInt(living.size())));
        }

        private void check() {
            for (int at = 1; at < world.history.size(); at++) {
                assertEquals(world.history.get(at - 1).version() + 1, world.history.get(at).version());
            }
            world.nodes().forEach(this::check);
            Set<Long> led = new HashSet<>();
            world.nodes().stream().filter(Node::leads)
                    .forEach(node -> assertTrue(led.add(node.agreement.view().version()), () -> "two lead in one view: " + world.view()));
        }

        private void check(Node node) {
            seen.add(node.state());
            for (int at = 1; at < node.agreed.size(); at++) {
                assertTrue(node.agreed.get(at).version() > node.agreed.get(at - 1).version(), () -> node.id() + " " + node.agreed);
            }
            node.agreed.forEach(view -> assertTrue(world.history.contains(view), () -> node.id() + " made up " + view));
            for (int at = 1; at < node.states.size(); at++) {
                State before = node.states.get(at - 1);
                State after = node.states.get(at);
                assertTrue(TRANSITIONS.get(before).contains(after), () -> node.id() + " from " + before + " to " + after);
            }
            assertTrue(node.excluded <= 1, () -> node.id() + " was told more than once");
            if (node.isMember()) {
                assertTrue(node.agreement.view().has(node.id()), () -> node.id() + " is no member of " + node.agreement.view());
            }
            if (node.state() == State.EXCLUDED) {
                assertTrue(!world.view().has(node.id()), () -> node.id() + " is back in " + world.view());
            }
        }

        private void settle() {
            world.slow = false;
            world.allGoOn();
            world.heal();
            world.databaseIsAway(false);
            world.pass(Agreement.DEAD);
            world.begins("last"); // whatever was left behind, one can always come
            world.pass(Agreement.DEAD.plus(Agreement.MINORITY).multipliedBy(2));
            check();
            List<Node> going = world.nodes().stream().filter(node -> node.alive)
                    .filter(node -> node.state() == State.MEMBER || node.state() == State.JOINING).toList();
            going.forEach(node -> {
                assertEquals(State.MEMBER, node.state(), () -> node.id() + " is not taken in");
                assertEquals(world.view(), node.agreement.view(), node.id());
            });
            assertEquals(new HashSet<>(going.stream().map(Node::id).toList()), new HashSet<>(world.members()));
            assertEquals(going.size(), world.members().size(), "nobody twice");
            leftOut += (int) world.nodes().stream().filter(node -> node.state() == State.EXCLUDED).count();
        }
    }
}
