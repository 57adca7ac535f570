package io.parley.fastpath.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private final Candidate alice = new Candidate("alice", 0, 100, 0, false, Set.of("insulin"));
    private final Candidate bob = new Candidate("bob", 0, 200, 0, false, Set.of("insulin", "feet"));
    private final Candidate carol = new Candidate("carol", 0, 300, 0, false, Set.of());
    private final List<Candidate> all = List.of(alice, bob, carol);

    @Test
    void withoutWishesTheStrategyChooses() {
        assertEquals(List.of("alice"), choose(Wishes.none(), true));
    }

    @Test
    void theExcludedAreOut() {
        assertEquals(List.of("bob"), choose(wishes(null, Set.of("alice"), Set.of()), true));
        assertEquals(List.of(), choose(wishes(null, Set.of("alice", "bob", "carol"), Set.of()), true));
    }

    @Test
    void whoeverKnowsAllOfItIsAskedWhileItIsRequired() {
        assertEquals(List.of("bob"), choose(wishes(null, Set.of(), Set.of("feet", "insulin")), true));
        assertEquals(List.of("alice"), choose(wishes(null, Set.of(), Set.of("feet", "insulin")), false));
        assertEquals(List.of(), choose(wishes(null, Set.of(), Set.of("eyes")), true));
    }

    @Test
    void thePreferredGetsItAloneWhateverTheStrategy() {
        assertEquals(List.of("carol"), choose(wishes("carol", Set.of(), Set.of()), true));
        assertEquals(List.of("carol"), Routing.choose(new Everyone(), wishes("carol", Set.of(), Set.of()), true, all));
    }

    @Test
    void aPreferredWhoIsNotThereOrDoesNotFitKeepsNobodyWaiting() {
        assertEquals(List.of("alice"), choose(wishes("dora", Set.of(), Set.of()), true));
        assertEquals(List.of("alice"), choose(wishes("carol", Set.of("carol"), Set.of()), true));
        assertEquals(List.of("alice"), choose(wishes("carol", Set.of(), Set.of("insulin")), true));
        assertEquals(List.of("carol"), choose(wishes("carol", Set.of(), Set.of("insulin")), false));
    }

    @Test
    void nobodyIsThere() {
        assertEquals(List.of(), Routing.choose(new Rotation(), wishes("alice", Set.of(), Set.of()), false, List.of()));
    }

    private List<String> choose(Wishes wishes, boolean skillsRequired) {
        return Routing.choose(new Rotation(), wishes, skillsRequired, all);
    }

    private static Wishes wishes(String preferred, Set<String> excluded, Set<String> skills) {
        return new Wishes(Optional.ofNullable(preferred), excluded, skills);
    }
}
