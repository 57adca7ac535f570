package io.parley.bench;

import java.time.Duration;

/**
 * How much is measured of questions and experts, on each database.
 *
 * @param warmUp  conversations before anything counts
 * @param each    how often each latency is measured
 * @param load    length of the throughput's round
 * @param askers  who ask at the same time in it
 * @param experts of the workgroup that answers
 * @param few     that wait when rejections are measured first
 * @param crowd   and when they are measured again
 */
record QuestionPlan(int warmUp, int each, Duration load, int askers, int experts, int few, int crowd) {
    static QuestionPlan full() {
        return new QuestionPlan(60, 150, Duration.ofSeconds(6), 16, 24, 300, 10_000);
    }

    /** For a look: fewer of all but the crowd. */
    static QuestionPlan quick() {
        return new QuestionPlan(40, 100, Duration.ofSeconds(4), 16, 24, 200, 10_000);
    }
}
