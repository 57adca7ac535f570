package io.parley.bench;

import java.time.Duration;

/**
 * How much is measured of talking.
 *
 * @param pairs     of users, who talk one way
 * @param rounds    how often plain XMPP and the two Parleys take turns
 * @param warmUp    load on each way before anything counts
 * @param perSecond messages a second, all pairs together, while latency is measured
 * @param perRound  messages of one round of latency
 * @param load      length of one round of throughput
 * @param depth     messages that each sender has under way in the second kind of throughput
 * @param logins    users who log in, each round and each way
 */
record TalkingPlan(int pairs, int rounds, Duration warmUp, int perSecond, int perRound, Duration load, int depth, int logins) {
    static TalkingPlan full(int pairs) {
        return new TalkingPlan(pairs, 5, Duration.ofSeconds(10), 100, 800, Duration.ofSeconds(4), 8, 64);
    }

    /** For a look: few rounds, so that the ratios swing. */
    static TalkingPlan quick(int pairs) {
        return new TalkingPlan(pairs, 3, Duration.ofSeconds(4), 100, 200, Duration.ofSeconds(2), 8, 32);
    }
}
