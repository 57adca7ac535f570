package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.View;
import io.parley.cluster.Agreement.State;
import io.parley.cluster.AgreementWorld.Node;
import io.parley.config.StartFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nodes come and go as they should. */
class AgreementTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AgreementWorld world = new AgreementWorld();

    @Test
    void theFirstNodeIsTheWholeCluster() {
        Node a = world.begins("a");
        assertTrue(a.joined.succeeded());
        assertEquals(new View(1, List.of("a")), world.view());
        assertEquals(List.of(world.view()), a.agreed);
        assertTrue(a.leads());
    }

    @Test
    void whoComesLaterStandsBehindTheOthersAndAllKnowIt() {
        Node a = world.begins("a");
        Node b = world.begins("b");
        Node c = world.begins("c");
        assertTrue(b.joined.succeeded() && c.joined.succeeded());
        assertEquals(List.of("a", "b", "c"), world.members());
        world.changed();
        List.of(a, b, c).forEach(node -> assertEquals(world.view(), node.agreement.view()));
        assertTrue(a.leads());
        assertFalse(b.leads() || c.leads());
    }

    @Test
    void threeAtOnceAllComeIn() {
        List<Node> all = List.of(world.made("a", "a:1", AgreementWorld.KEYS), world.made("b", "b:1", AgreementWorld.KEYS),
                world.made("c", "c:1", AgreementWorld.KEYS));
        all.forEach(world::asksToJoin);
        world.pass(Duration.ofSeconds(1));
        all.forEach(node -> assertTrue(node.joined.succeeded()));
        assertEquals(3, world.members().size());
        assertEquals(3, world.view().version());
    }

    @Test
    void whoeverLeavesIsOutAtOnceAndIsToldWhatFollowsUntilItHasEnded() {
        three();
        Node a = world.node("a");
        world.leaves(a);
        assertEquals(List.of("b", "c"), world.members());
        assertTrue(world.node("b").leads());
        assertEquals(State.LEFT, a.state());
        assertEquals(world.view(), a.agreed.get(a.agreed.size() - 1));
        assertEquals(0, a.excluded);
        world.pass(LONG);
        assertEquals(List.of("b", "c"), world.members());
    }

    @Test
    void theLastOneLeavesAnEmptyClusterInWhichTheNextIsTheFirst() {
        world.leaves(world.begins("a"));
        assertEquals(List.of(), world.members());
        Node b = world.begins("b");
        assertTrue(b.joined.succeeded());
        assertEquals(List.of("b"), world.members());
        assertEquals(3, world.view().version());
    }

    @Test
    void whoeverStepsDownStandsBehindTheOthersAndStays() {
        three();
        assertTrue(world.node("a").agreement.stepDown().succeeded());
        assertEquals(List.of("b", "c", "a"), world.members());
        world.changed();
        assertTrue(world.node("b").leads());
        assertTrue(world.node("a").isMember());
        assertTrue(world.node("a").agreement.stepDown().succeeded());
        assertEquals(List.of("b", "c", "a"), world.members(), "it does not lead");
    }

    @Test
    void whoeverStepsDownDoesSoThoughTheViewChangesMeanwhile() {
        three();
        world.slow = true;
        Future<Void> down = world.node("a").agreement.stepDown();
        world.goOn(new Random(1)); // it has read
        world.slow = false;
        world.begins("d");
        world.allGoOn();
        assertTrue(down.succeeded());
        assertEquals(List.of("b", "c", "d", "a"), world.members());
    }

    @Test
    void whoeverLeavesIsOutThoughTheViewChangesMeanwhile() {
        three();
        world.slow = true;
        Future<Void> left = world.node("a").agreement.leave();
        world.goOn(new Random(1));
        world.slow = false;
        world.begins("d");
        world.allGoOn();
        assertTrue(left.succeeded());
        assertEquals(List.of("b", "c", "d"), world.members());
    }

    @Test
    void ofTwoWhoComeInAtTheSameInstantBothComeIn() {
        world.begins("a");
        world.slow = true;
        Node b = world.begins("b");
        Node c = world.begins("c");
        world.allGoOn();
        assertTrue(b.joined.succeeded() && c.joined.succeeded());
        assertEquals(3, world.members().size());
    }

    @Test
    void whoeverIsAloneGoesOnLeading() {
        Node a = world.begins("a");
        assertTrue(a.agreement.stepDown().succeeded());
        assertTrue(a.leads());
    }

    @Test
    void aNodeThatIsStartedAgainAtOnceComesInThoughItsLastLifeWasSeenJustNow() {
        world.begins("a", "host:5701", AgreementWorld.KEYS);
        world.begins("b");
        world.dies(world.node("a"));
        Node again = world.begins("a2", "host:5701", AgreementWorld.KEYS);
        assertTrue(again.joined.succeeded());
        assertEquals(List.of("b", "a2"), world.members());
    }

    @Test
    void theOnlyNodeThatIsStartedAgainIsTheFirst() {
        world.dies(world.begins("a", "host:5701", AgreementWorld.KEYS));
        Node again = world.begins("a2", "host:5701", AgreementWorld.KEYS);
        assertTrue(again.joined.succeeded());
        assertEquals(List.of("a2"), world.members());
    }

    @Test
    void whoeverIsAliveButNotReachedIsWaitedFor() {
        world.begins("a");
        Node b = world.made("b", "b:5701", AgreementWorld.KEYS);
        world.cut(b);
        world.asksToJoin(b);
        world.pass(Agreement.HIDDEN.minusMillis(1));
        assertFalse(b.joined.isComplete());
        assertEquals(List.of("a"), world.members());
        world.heal();
        assertTrue(b.joined.succeeded());
        assertEquals(List.of("a", "b"), world.members());
    }

    @Test
    void whoeverIsAliveButNotReachedForTooLongIsGivenUpAndNothingFollows() {
        world.begins("a");
        Node b = world.made("b", "b:5701", AgreementWorld.KEYS);
        world.cut(b);
        world.asksToJoin(b);
        world.pass(Agreement.HIDDEN);
        assertInstanceOf(OutOfReach.class, b.joined.cause());
        assertTrue(b.joined.cause().getMessage().contains("a:5701"), b.joined.cause().getMessage());
        assertEquals(State.LEFT, b.state());
        world.heal();
        world.pass(LONG);
        assertEquals(List.of("a"), world.members());
    }

    @Test
    void whoeverHasNotBeenSeenForLongIsNotWaitedFor() {
        world.dies(world.begins("a"));
        world.pass(Duration.ofSeconds(5));
        Node b = world.begins("b");
        world.pass(Agreement.DEAD.minusSeconds(5).minusMillis(1));
        assertFalse(b.joined.isComplete());
        world.pass(Agreement.RANK);
        assertTrue(b.joined.succeeded());
        assertEquals(List.of("b"), world.members());
    }

    @Test
    void otherKeysAreRefused() {
        world.begins("a");
        Node b = world.begins("b", "b:5701", "other keys");
        assertInstanceOf(StartFailure.class, b.joined.cause());
        world.pass(LONG);
        assertEquals(List.of("a"), world.members());
    }

    @Test
    void keysOfADeadNodeDoNotMatter() {
        world.dies(world.begins("a", "a:5701", "old keys"));
        world.pass(Agreement.DEAD);
        assertTrue(world.begins("b").joined.succeeded());
    }

    @Test
    void theDatabaseConfirmsAMemberAndNobodyElse() {
        three();
        Node a = world.node("a");
        assertTrue(a.agreement.confirmed().result());
        a.databaseIsAway = true;
        assertTrue(a.agreement.confirmed().failed(), "who cannot ask is told neither");
        world.cut(a);
        a.databaseIsAway = false;
        assertFalse(a.agreement.confirmed().result(), "it is left out, though it does not know yet");
        assertEquals(State.MEMBER, a.state());
    }

    @Test
    void aNodeThatWaitsForTheDatabaseComesInWhenItIsThere() {
        Node a = world.made("a", "a:5701", AgreementWorld.KEYS);
        world.databaseIsAway(true);
        world.asksToJoin(a);
        world.pass(LONG);
        assertFalse(a.joined.isComplete());
        world.databaseIsAway(false);
        world.pass(Duration.ofSeconds(1));
        assertTrue(a.joined.succeeded());
    }

    private void three() {
        List.of("a", "b", "c").forEach(world::begins);
        world.changed();
    }
}
