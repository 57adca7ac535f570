package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.FastpathReply.Request;
import io.parley.bus.FastpathReply.Requests;
import io.parley.bus.ProblemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestArchiveTest {
    @TempDir
    Path directory;
    private FastpathRows rows;
    private RequestArchive archive;

    @BeforeEach
    void open() {
        rows = new FastpathRows(directory);
        archive = new RequestArchive(rows.store(), id -> id + "@conference.example.org");
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void aRequestIsToldWithAllThatBecameOfIt() {
        rows.request("r1", 1000, "state", "start", "reason", "expert-left", "taken_at", 1_010_500L, "ended_at", 1_100_000L,
                "message", "Call me", "meta_data", "{\"question\":\"Why?\",\"size\":1.10}");
        rows.offer("r1", "expert3", 1001, "outcome", "missed", "state", "start");
        rows.offer("r1", "expert2", 1040, "accepted_at", 1_040_000L);
        rows.offer("r1", "expert1", 1005, "accepted_at", 1_010_500L);
        rows.offer("r1", "expert2", 1060, "accepted_at", 1_060_000L);
        assertEquals(new Requests(List.of(new Request("r1", "diabetes", "start", "expert-left", "v-r1@visitors.example.org", "user of r1",
                "{\"question\":\"Why?\",\"size\":1.10}", List.of("expert1", "expert2"), "1970-01-01T00:16:40Z", "1970-01-01T00:16:50.500Z",
                "1970-01-01T00:18:20Z", null, "Call me")), null), list(RequestFilter.of("diabetes", 10)));
    }

    @Test
    void aRoomIsToldWhileItIsOpen() {
        rows.request("r1", 1000, "state", "chat-room", "room_open", true);
        Request request = list(RequestFilter.of("diabetes", 10)).requests().get(0);
        assertEquals("r1@conference.example.org", request.mucRoom());
        assertNull(request.endedAt());
        assertEquals(List.of(), request.experts());
    }

    @Test
    void theNewestComeFirstPageByPageWhateverIsAskedMeanwhile() {
        IntStream.rangeClosed(1, 5).forEach(i -> rows.request("r" + i, 1000));
        rows.request("other", 1000, "workgroup", "eyes");
        assertPage(filter(2, null), List.of("r5", "r4"), "r4");
        rows.request("r6", 1000);
        assertPage(filter(2, "r4"), List.of("r3", "r2"), "r2");
        assertPage(filter(2, "r2"), List.of("r1"), null);
        assertPage(filter(2, "r1"), List.of(), null);
        assertPage(filter(6, null), List.of("r6", "r5", "r4", "r3", "r2", "r1"), null);
    }

    @Test
    void aPageGoesOnAfterARequestThatHasGoneToAnotherWorkgroup() {
        rows.request("r1", 1000);
        rows.request("r2", 1000, "workgroup", "eyes", "asked_in", "diabetes");
        rows.request("r3", 1000);
        assertPage(filter(2, "r2"), List.of("r1"), null);
    }

    @Test
    void afterNothingNothingIsListed() {
        AssertionError failed = assertThrows(AssertionError.class, () -> list(filter(2, "nothing")));
        ProblemException refused = assertInstanceOf(ProblemException.class, failed.getCause());
        assertEquals(404, refused.problem().status());
        assertEquals("unknown-request", refused.problem().code());
    }

    @Test
    void theyAreFilteredByStateAndByTime() {
        rows.request("r1", 100);
        rows.request("r2", 200, "state", "start");
        rows.request("r3", 300);
        rows.request("r4", 400);
        assertPage(new RequestFilter("diabetes", Optional.of("queued"), Optional.of(Instant.ofEpochSecond(100)),
                Optional.of(Instant.ofEpochSecond(400)), Optional.empty(), Optional.empty(), 10), List.of("r3", "r1"), null);
        assertPage(new RequestFilter("diabetes", Optional.of("start"), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), 10), List.of("r2"), null);
    }

    @Test
    void anExpertsOwnAreThoseTheyAccepted() {
        rows.request("r1", 100);
        rows.request("r2", 100);
        rows.request("r3", 100);
        rows.offer("r1", "expert1", 100, "accepted_at", 100L);
        rows.offer("r1", "expert1", 200, "accepted_at", 200L);
        rows.offer("r2", "expert1", 100);
        rows.offer("r2", "expert2", 100, "accepted_at", 100L);
        RequestFilter own = new RequestFilter("diabetes", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("expert1"),
                Optional.empty(), 10);
        assertPage(own, List.of("r1"), null);
    }

    @Test
    void aPageIsBounded() {
        assertEquals(200, RequestFilter.of("diabetes", 100_000).limit());
        assertEquals(1, RequestFilter.of("diabetes", -1).limit());
    }

    private Requests list(RequestFilter filter) {
        return await(archive.list(filter));
    }

    private static RequestFilter filter(int limit, String after) {
        return new RequestFilter("diabetes", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.ofNullable(after), limit);
    }

    private void assertPage(RequestFilter filter, List<String> ids, String after) {
        Requests page = list(filter);
        assertEquals(ids, page.requests().stream().map(Request::id).toList());
        assertEquals(after, page.after());
    }
}
