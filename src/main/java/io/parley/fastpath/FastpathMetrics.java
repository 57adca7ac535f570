package io.parley.fastpath;

import java.time.Duration;

/** What the queue counts, by workgroup. */
public interface FastpathMetrics {
    void asked(String workgroup);

    /** A question was accepted, after so long. */
    void accepted(String workgroup, Duration waited);

    /** {@code reason} is one of few words. */
    void ended(String workgroup, String reason);

    /** An offer came to nothing: rejected, missed, revoked. */
    void refused(String workgroup, String outcome);

    FastpathMetrics NONE = new FastpathMetrics() {
        @Override
        public void asked(String workgroup) {
        }

        @Override
        public void accepted(String workgroup, Duration waited) {
        }

        @Override
        public void ended(String workgroup, String reason) {
        }

        @Override
        public void refused(String workgroup, String outcome) {
        }
    };
}
