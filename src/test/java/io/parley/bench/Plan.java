package io.parley.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param pairs        of users, who talk one way
 * @param rounds       how often Parley and plain XMPP take turns
 * @param warmUp       load on each way before anything counts
 * @param perSecond    messages a second, all pairs together, while latency is measured
 * @param perRound     messages of one round of latency
 * @param load         length of one round of throughput
 * @param depth        messages that each sender has under way in the second kind of throughput
 * @param fewSessions  idle sessions of the first look at memory
 * @param manySessions idle sessions of the second
 */
record Plan(int pairs, int rounds, Duration warmUp, int perSecond, int perRound, Duration load, int depth,
            int fewSessions, int manySessions) {
    static Plan full(int pairs) {
        return new Plan(pairs, 5, Duration.ofSeconds(10), 100, 800, Duration.ofSeconds(4), 8, 100, 1000);
    }

    /** For a look: few rounds, so that the ratios swing. */
    static Plan quick(int pairs) {
        return new Plan(pairs, 3, Duration.ofSeconds(4), 100, 200, Duration.ofSeconds(2), 8, 100, 300);
    }
}
