package io.parley.fastpath.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrategiesTest {
    @Test
    void rotationTakesWhoHasBeenWithoutAnOfferLongest() {
        assertEquals(List.of("bob"), new Rotation().choose(List.of(offered("alice", 300), offered("bob", 100), offered("carol", 200))));
    }

    @Test
    void rotationTakesWhoNeverHadAnOfferFirstAndAmongThemByName() {
        assertEquals(List.of("bob"), new Rotation().choose(List.of(offered("carol", 0), offered("alice", 1), offered("bob", 0))));
    }

    @Test
    void rotationGoesRoundWhenEachOfferIsRemembered() {
        assertEquals(List.of("bob"), new Rotation().choose(List.of(offered("alice", 10), offered("bob", 0), offered("carol", 0))));
        assertEquals(List.of("carol"), new Rotation().choose(List.of(offered("alice", 10), offered("bob", 20), offered("carol", 0))));
        assertEquals(List.of("alice"), new Rotation().choose(List.of(offered("alice", 10), offered("bob", 20), offered("carol", 30))));
    }

    @Test
    void leastBusyTakesTheFewestChatsWhateverElse() {
        assertEquals(List.of("bob"), new LeastBusy().choose(List.of(busy("alice", 1, false, 0), busy("bob", 0, true, 900))));
    }

    @Test
    void leastBusyThenTakesWhoHasNotRefusedThisQuestion() {
        assertEquals(List.of("bob"), new LeastBusy().choose(List.of(busy("alice", 1, true, 0), busy("bob", 1, false, 900))));
    }

    @Test
    void leastBusyThenTakesWhoseLastChatEndedLongestAgoAndNeverIsLongest() {
        assertEquals(List.of("bob"), new LeastBusy().choose(List.of(busy("alice", 1, false, 900), busy("bob", 1, false, 800))));
        assertEquals(List.of("carol"),
                new LeastBusy().choose(List.of(busy("bob", 1, false, 800), busy("carol", 1, false, 0), busy("dora", 1, false, 0))));
    }

    @Test
    void everyoneIsEveryone() {
        assertEquals(List.of("alice", "bob"), new Everyone().choose(List.of(busy("bob", 3, true, 1), busy("alice", 0, false, 0))));
    }

    @Test
    void whereNobodyIsNobodyIsChosen() {
        List.of(new Rotation(), new LeastBusy(), new Everyone()).forEach(one -> assertEquals(List.of(), one.choose(List.of())));
    }

    @Test
    void theyAreKnownByTheirNames() {
        assertInstanceOf(Rotation.class, Strategies.named("rotation").orElseThrow());
        assertInstanceOf(LeastBusy.class, Strategies.named("LEASTBUSY").orElseThrow());
        assertInstanceOf(Everyone.class, Strategies.named("Everyone").orElseThrow());
        assertEquals(Optional.empty(), Strategies.named("random"));
        assertEquals(Optional.of("leastBusy"), Strategies.title("leastbusy"));
        assertEquals(List.of("rotation", "leastBusy", "everyone"), Strategies.titles());
    }

    private static Candidate offered(String name, long lastOffer) {
        return new Candidate(name, 0, lastOffer, 0, false, Set.of());
    }

    private static Candidate busy(String name, int chats, boolean refused, long lastChatEnd) {
        return new Candidate(name, chats, 0, lastChatEnd, refused, Set.of());
    }
}
