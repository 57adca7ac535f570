package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.FastpathReply.ExpertStatistics;
import io.parley.bus.FastpathReply.Statistics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestStatisticsTest {
    private static final Instant FROM = Instant.ofEpochSecond(1000);
    private static final Instant TO = Instant.ofEpochSecond(2000);
    @TempDir
    Path directory;
    private FastpathRows rows;
    private RequestStatistics statistics;

    @BeforeEach
    void open() {
        rows = new FastpathRows(directory);
        statistics = new RequestStatistics(rows.store());
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void whereNothingHappenedAllIsNothing() {
        rows.request("other", 1000, "workgroup", "eyes");
        rows.offer("other", "expert1", 1000, "workgroup", "eyes");
        assertEquals(new Statistics("diabetes", "1970-01-01T00:16:40Z", "1970-01-01T00:33:20Z", 0, 0, 0, 0, 0, 0, 0, 0, List.of()),
                between(Optional.empty()));
    }

    @Test
    void onlyWhatBeganInTheTimeCounts() {
        rows.request("before", 999);
        rows.request("first", 1000);
        rows.request("last", 1999);
        rows.request("after", 2000);
        rows.offer("before", "expert1", 999);
        rows.offer("before", "expert1", 1000);
        rows.offer("last", "expert1", 2000);
        assertEquals(2, between(Optional.empty()).asked());
        assertEquals(List.of(new ExpertStatistics("expert1", 1, 0, 0, 0, 0)), between(Optional.empty()).experts());
    }

    @Test
    void whoGoesBeforeTheInvitationHasGivenUp() {
        rows.request("r1", 1000, "reason", "departure-requested", "ended_at", 1_010_000L);
        rows.request("r2", 1000, "reason", "visitor-gone", "ended_at", 1_010_000L);
        rows.request("r3", 1000, "reason", "departure-requested", "ended_at", 1_010_000L, "invited_at", 1_005_000L);
        rows.request("r4", 1000, "reason", "agent-not-found", "ended_at", 1_010_000L);
        rows.request("r5", 1000, "reason", "closed", "ended_at", 1_010_000L);
        rows.request("r6", 1000);
        Statistics told = between(Optional.empty());
        assertEquals(List.of(6L, 2L, 1L), List.of(told.asked(), told.abandoned(), told.unanswered()));
    }

    @Test
    void waitsAndDurationsAreAveragesInSecondsOfThoseThatHadThem() {
        rows.request("r1", 1000, "taken_at", 1_001_000L, "invited_at", 1_002_000L, "ended_at", 1_012_000L);
        rows.request("r2", 1000, "taken_at", 1_002_001L, "invited_at", 1_003_000L);
        rows.request("r3", 1000);
        Statistics told = between(Optional.empty());
        assertEquals(1.501, told.averageWait());
        assertEquals(10.0, told.averageDuration());
    }

    @Test
    void whatEveryExpertDidIsToldAndSummedUp() {
        rows.request("r1", 1000);
        rows.offer("r1", "expert1", 1000, "outcome", "missed");
        rows.offer("r1", "expert2", 1001, "outcome", "rejected");
        rows.offer("r1", "expert2", 1002, "outcome", "rejected");
        rows.offer("r1", "expert1", 1003, "accepted_at", 1_003_000L, "entered_at", 1_004_000L, "ended_at", 1_010_500L);
        rows.offer("r1", "expert1", 1004, "accepted_at", 1_005_000L, "ended_at", 1_006_000L);
        rows.offer("r1", "expert1", 1005);
        ExpertStatistics expert1 = new ExpertStatistics("expert1", 4, 2, 0, 1, 6.5);
        ExpertStatistics expert2 = new ExpertStatistics("expert2", 2, 0, 2, 0, 0);
        Statistics told = between(Optional.empty());
        assertEquals(List.of(expert1, expert2), told.experts());
        assertEquals(List.of(2L, 2L, 1L), List.of(told.accepted(), told.rejected(), told.missed()));
        Statistics own = between(Optional.of("expert2"));
        assertEquals(List.of(expert2), own.experts());
        assertEquals(2, own.accepted());
    }

    private Statistics between(Optional<String> expert) {
        return await(statistics.between("diabetes", FROM, TO, expert));
    }
}
