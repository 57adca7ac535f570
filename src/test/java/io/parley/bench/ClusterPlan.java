package io.parley.bench;

import java.time.Duration;

/**
 * How much is measured of a cluster.
 *
 * @param talking   on one, two and three nodes
 * @param hops      messages on each route, one at a time
 * @param members   users whose entries are weighed
 * @param rooms     that each of them then enters
 * @param kills     of a node
 * @param listeners users, for each kill others
 * @param perSecond messages a second to all of them together
 * @param before    how long they are spoken to before the kill
 * @param after     and after it
 */
record ClusterPlan(TalkingPlan talking, int hops, int members, int rooms, int kills, int listeners, int perSecond, Duration before,
                   Duration after) {
    static ClusterPlan full(int pairs) {
        TalkingPlan talking = new TalkingPlan(pairs, 3, Duration.ofSeconds(10), 100, 300, Duration.ofMillis(2500), 8, 32);
        return new ClusterPlan(talking, 300, 60, 5, 3, 180, 300, Duration.ofSeconds(2), Duration.ofSeconds(8));
    }

    /** For a look: one kill, and ratios that swing. */
    static ClusterPlan quick(int pairs) {
        TalkingPlan talking = new TalkingPlan(pairs, 2, Duration.ofSeconds(3), 100, 150, Duration.ofMillis(1500), 8, 16);
        return new ClusterPlan(talking, 100, 30, 5, 1, 90, 200, Duration.ofSeconds(1), Duration.ofSeconds(6));
    }
}
