package io.parley.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Moving;
import io.parley.bus.Problem;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.SessionReply.RecoveredEvent;
import io.parley.bus.StreamSignal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream whose session is on its way from one node to another. */
class WaitingStreamTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);
    private static final long NEXT_EPOCH = FakeLog.EPOCH + 1;
    private static final StreamSignal MOVED = new StreamSignal.Moved();

    private final FakeLog log = new FakeLog();
    private final FakeResponse client = new FakeResponse();
    private final HandTimers timers = new HandTimers();
    private long now = 90_000;
    private int ended;
    private final EventStream stream = new EventStream("e-1", client.response(), log,
            new StreamSettings(HEARTBEAT, 3, STALL, () -> Instant.ofEpochMilli(now)), timers,
            StreamMetrics.NONE, "l-1", false, over -> ended++);

    @Test
    void itWaitsWhileTheSessionIsOnItsWay() {
        begin();
        log.signal(MOVED);
        for (int tries = 1; tries <= 5; tries++) {
            log.attaching.get(tries).fail(Moving.session().exception());
            assertEquals(tries + 1, log.attaching.size());
            timers.fire(BETWEEN_TRIES);
        }
        attached(NEXT_EPOCH, 0, true);
        recovered(0, "missed");
        assertEquals(List.of("missed"), client.data());
    }

    @Test
    void itGivesUpWhenTheSessionIsOnItsWayForTooLong() {
        begin();
        log.signal(MOVED);
        now += Duration.ofSeconds(60).toMillis() - 1;
        log.attaching.get(1).fail(Moving.session().exception());
        timers.fire(BETWEEN_TRIES);
        assertFalse(client.ended);
        now++;
        log.attaching.get(2).fail(Moving.session().exception());
        assertTrue(client.ended, "the client comes back by itself");
        assertOver();
    }

    @Test
    void itWaitsBeforeItsBeginningToo() {
        Future<Void> begun = stream.begin(null);
        log.attaching.get(0).fail(Moving.session().exception());
        timers.fire(BETWEEN_TRIES);
        assertFalse(begun.isComplete());
        attached(FakeLog.EPOCH, 0, false);
        assertTrue(begun.succeeded());
    }

    /** It would be attached for ever, and its user never be away. */
    @Test
    void aClientThatGoesWhileTheSessionIsOnItsWayIsNotAttachedAgain() {
        begin();
        log.signal(MOVED);
        log.attaching.get(1).fail(Moving.session().exception());
        client.closed = true;
        stream.closed();
        timers.fire(BETWEEN_TRIES);
        assertEquals(2, log.attaching.size());
        assertOver();
    }

    @Test
    void otherRefusalsEndItAtOnce() {
        begin();
        log.signal(MOVED);
        log.attaching.get(1).fail(Problem.notFound("no-handler", "gone").exception());
        assertTrue(client.ended);
        assertOver();
    }

    @Test
    void theEndOfAnotherLoginIsNothingToThisOneWhileItMoves() {
        begin();
        log.signal(MOVED);
        log.signal(new StreamSignal.LoginEnded("l-2", "logoff"));
        attached(FakeLog.EPOCH, 0, false);
        log.emit();
        assertEquals(List.of("1"), client.data());
    }

    @Test
    void theEndOfItsLoginWhileItMovesIsItsEnd() {
        begin();
        log.signal(MOVED);
        log.signal(new StreamSignal.LoginEnded("l-1", "logoff"));
        assertEquals(List.of("chatapi.closed"), client.names());
        assertTrue(client.ended);
        attached(FakeLog.EPOCH, 0, false);
        assertOver();
    }

    @Test
    void aNodeThatStopsWhileTheSessionMovesSaysWhenToComeBack() {
        begin();
        log.signal(MOVED);
        stream.drain(Duration.ofMillis(2500));
        assertEquals("retry: 2500\n\n", client.written.get(1));
        assertOver();
    }

    private void begin() {
        stream.begin(null);
        attached(FakeLog.EPOCH, 0, false);
    }

    /** Answers the newest question where the stream begins. */
    private void attached(long epoch, long after, boolean recover) {
        Promise<Attached> newest = log.attaching.get(log.attaching.size() - 1);
        newest.complete(new Attached(epoch, after, log.events.size(), null, recover, "connected"));
    }

    private void recovered(int question, String... missed) {
        List<RecoveredEvent> events = List.of(missed).stream().map(data -> new RecoveredEvent("1-1-2000", "chatapi.chat", data)).toList();
        log.recovering.get(question).complete(new Recovered(events, null, null, null));
    }

    private void assertOver() {
        assertEquals(1, ended);
        assertEquals(0, timers.size());
    }
}
