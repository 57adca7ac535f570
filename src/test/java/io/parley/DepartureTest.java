package io.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private static final int USERS = 1_000;

    @Test
    void allNodesNameTheSameSuccessors() {
        List<String> some = List.of("node-1", "node-2", "node-3");
        List<String> sameInAnotherOrder = List.of("node-3", "node-1", "node-2");
        users().forEach(user -> assertEquals(Departure.successors(some, user), Departure.successors(sameInAnotherOrder, user)));
    }

    @Test
    void onlyThoseThatStayAndEachOfThemOnce() {
        List<String> others = List.of("node-1", "node-2", "node-3");
        users().forEach(user -> {
            List<String> successors = Departure.successors(others, user);
            assertEquals(3, successors.size());
            assertEquals(new HashSet<>(others), new HashSet<>(successors));
        });
        assertEquals(List.of(), Departure.successors(List.of(), "alice"));
        assertEquals(List.of("node-1"), Departure.successors(List.of("node-1"), "alice"));
    }

    @Test
    void usersAreSpreadEvenly() {
        spread(List.of("node-1", "node-2", "node-3"));
        for (int time = 0; time < 20; time++) {
            int seed = time;
            spread(IntStream.range(0, 3).mapToObj(node -> UUID.nameUUIDFromBytes(new byte[] {(byte) seed, (byte) node}).toString())
                    .toList());
        }
    }

    private static void spread(List<String> nodes) {
        Map<String, Long> each = users().stream().map(user -> Departure.successors(nodes, user).get(0))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        int even = USERS / nodes.size();
        nodes.forEach(node -> assertTrue(Math.abs(each.getOrDefault(node, 0L) - even) <= even / 5, each::toString));
    }

    /** Whose first successor stays, keeps it: they need not agree on who has gone. */
    @Test
    void whenANodeMoreHasGoneOnlyItsUsersHaveAnotherSuccessor() {
        List<String> three = List.of("node-1", "node-2", "node-3");
        users().forEach(user -> {
            List<String> before = Departure.successors(three, user);
            List<String> after = Departure.successors(List.of("node-1", "node-3"), user);
            assertEquals(before.stream().filter(node -> !node.equals("node-2")).toList(), after);
        });
    }

    private static List<String> users() {
        return IntStream.range(0, USERS).mapToObj(number -> "user" + number).toList();
    }
}
