package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.cluster.Agreement.State;
import io.parley.cluster.AgreementWorld.Node;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is left out when nodes die, or the network or the database is away. */
class LeavingOutTest {
    private static final Duration NOT_YET = Agreement.MINORITY.minusMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AgreementWorld world = new AgreementWorld();

    @Test
    void theFirstInRankLeavesADeadNodeOutAtOnce() {
        three();
        world.dies(world.node("c"));
        assertEquals(List.of("a", "b"), world.members());
        assertEquals(world.view(), world.node("a").agreement.view());
        world.pass(Agreement.RANK);
        assertEquals(world.view(), world.node("b").agreement.view());
        assertEquals(4, world.view().version(), "the other had nothing to do any more");
    }

    @Test
    void whenTheFirstInRankDoesNotActTheNextDoes() {
        three();
        world.node("a").databaseIsAway = true;
        world.dies(world.node("c"));
        world.pass(Agreement.RANK.minusMillis(1));
        assertEquals(3, world.members().size());
        world.pass(Duration.ofMillis(1));
        assertEquals(List.of("a", "b"), world.members());
    }

    @Test
    void whenTheLeaderDiesTheNextOneLeads() {
        three();
        world.dies(world.node("a"));
        assertEquals(List.of("b", "c"), world.members());
        assertTrue(world.node("b").leads());
    }

    @Test
    void whenTwoOfThreeDieTheThirdWaitsForItMayBeTheSmallerPartAndThenGoesOn() {
        three();
        world.node("a").alive = false;
        world.dies(world.node("b"));
        world.pass(NOT_YET);
        assertEquals(3, world.members().size());
        world.pass(Duration.ofMillis(1));
        assertEquals(List.of("c"), world.members());
        assertTrue(world.node("c").leads());
    }

    @Test
    void ofTwoSidesTheOneWithMoreNodesGoesOn() {
        three();
        world.cut(world.node("a"));
        assertEquals(List.of("b", "c"), world.members());
        world.pass(Duration.ofSeconds(1));
        assertEquals(State.EXCLUDED, world.node("a").state());
        assertEquals(1, world.node("a").excluded);
        world.heal();
        world.pass(LONG);
        assertEquals(List.of("b", "c"), world.members(), "its life is over");
        assertEquals(1, world.node("a").excluded);
    }

    /** Hazelcast gives up one after the other, and a leader that is alone would be most of three, and then half of two with the leader. */
    @Test
    void whoeverIsNotHeardAnyMoreDoesNotHelpToOutvoteTheRest() {
        three();
        world.node("a").silent.addAll(List.of("b", "c"));
        world.node("b").silent.add("a");
        world.node("c").silent.add("a");
        world.cut(world.node("c"));
        world.pass(NOT_YET);
        assertEquals(List.of("a", "b", "c"), world.members());
        world.heal();
        world.cut(world.node("a"));
        assertEquals(List.of("b", "c"), world.members());
    }

    @Test
    void ofTwoEqualSidesTheLeadersGoesOn() {
        world.begins("a");
        Node b = world.begins("b");
        world.cut(b);
        world.pass(LONG);
        assertEquals(List.of("a"), world.members());
        assertEquals(State.EXCLUDED, b.state());
    }

    @Test
    void theSideThatReachesTheDatabaseGoesOn() {
        three();
        world.node("a").databaseIsAway = true;
        world.node("b").databaseIsAway = true;
        world.cut(world.node("c"));
        world.pass(NOT_YET);
        assertEquals(3, world.members().size());
        world.pass(Duration.ofSeconds(1));
        assertEquals(List.of("c"), world.members());
        assertEquals(State.MEMBER, world.node("a").state(), "it cannot know");
        world.databaseIsAway(false);
        world.pass(Duration.ofSeconds(1));
        assertEquals(State.EXCLUDED, world.node("a").state());
        assertEquals(State.EXCLUDED, world.node("b").state());
        assertEquals(List.of("c"), world.members());
    }

    @Test
    void aCutThatHealsInTimeChangesNothing() {
        three();
        world.databaseIsAway(true);
        world.cut(world.node("a"));
        world.pass(LONG);
        world.heal();
        world.databaseIsAway(false);
        world.pass(LONG);
        assertEquals(3, world.view().version());
        world.nodes().forEach(node -> assertTrue(node.isMember()));
    }

    @Test
    void withoutTheDatabaseNobodyIsLeftOutUntilItIsBack() {
        three();
        world.databaseIsAway(true);
        world.dies(world.node("c"));
        world.pass(LONG);
        assertEquals(3, world.members().size());
        assertEquals(3, world.node("a").agreement.view().members().size());
        world.databaseIsAway(false);
        world.pass(Duration.ofSeconds(2));
        assertEquals(List.of("a", "b"), world.members());
        assertEquals(world.view(), world.node("b").agreement.view());
    }

    private void three() {
        List.of("a", "b", "c").forEach(world::begins);
        world.changed();
    }
}
