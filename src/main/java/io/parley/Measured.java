package io.parley;

import io.parley.cluster.Cluster;
import io.parley.fastpath.FastpathMetrics;
import io.parley.ops.Metrics;
import io.parley.session.SessionMetrics;
import io.parley.sse.StreamMetrics;
import java.time.Duration;

/** Connects what sessions and streams count with the meters that operators read. */
final class Measured {
    private Measured() {
    }

    static SessionMetrics sessions(Metrics metrics) {
        return new SessionMetrics() {
            @Override
            public void opened() {
                metrics.sessionOpened();
            }

            @Override
            public void ended() {
                metrics.sessionEnded();
            }

            @Override
            public void logChanged(long events, long bytes) {
                metrics.logChanged(events, bytes);
            }

            @Override
            public void acknowledged(Duration since) {
                metrics.acknowledged(since);
            }

            @Override
            public void connectionLost() {
                metrics.connectionLost();
            }

            @Override
            public void takenOver() {
                metrics.takenOver();
            }

            @Override
            public void connectionResumed() {
                metrics.connectionResumed();
            }
        };
    }

    static StreamMetrics streams(Metrics metrics) {
        return new StreamMetrics() {
            @Override
            public void opened() {
                metrics.streamOpened();
            }

            @Override
            public void closed() {
                metrics.streamClosed();
            }

            @Override
            public void written(String channel) {
                metrics.eventWritten();
            }

            @Override
            public void cut(String why) {
                metrics.streamCut(why);
            }

            @Override
            public void reset(String reason) {
                metrics.reset(reason);
            }
        };
    }

    static void cluster(Metrics metrics, Cluster cluster) {
        metrics.number("parley.cluster.members", "nodes of the view, this one too", cluster::members);
        metrics.number("parley.cluster.waiting", "answers of other nodes that are waited for", cluster::waiting);
        metrics.number("parley.cluster.whereabouts", "sessions of which this node remembers where they are", cluster::whereabouts);
        metrics.number("parley.cluster.kept", "sessions' entries that this node keeps for the cluster", cluster::kept);
    }

    static FastpathMetrics fastpath(Metrics metrics) {
        return new FastpathMetrics() {
            @Override
            public void asked(String workgroup) {
                metrics.asked(workgroup);
            }

            @Override
            public void accepted(String workgroup, Duration waited) {
                metrics.accepted(workgroup, waited);
            }

            @Override
            public void ended(String workgroup, String reason) {
                metrics.requestEnded(workgroup, reason);
            }

            @Override
            public void refused(String workgroup, String outcome) {
                metrics.offerRefused(workgroup, outcome);
            }
        };
    }
}
