package io.parley.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.SessionReply.RecoveredEvent;
import io.parley.bus.StreamSignal;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream whose session goes from node to node, one step at a time: the client notices nothing but the new ids. */
class MovingStreamTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final long NEXT_EPOCH = FakeLog.EPOCH + 1;
    private static final StreamSignal MOVED = new StreamSignal.Moved();

    private final FakeLog log = new FakeLog();
    private final FakeResponse client = new FakeResponse();
    private final HandTimers timers = new HandTimers();
    private long now = 90_000;
    private final EventStream stream = new EventStream("e-1", client.response(), log,
            new StreamSettings(HEARTBEAT, 3, STALL, () -> Instant.ofEpochMilli(now)), timers,
            StreamMetrics.NONE, "l-1", false, over -> { });

    @Test
    void itAttachesAgainAfterWhatWasWrittenLast() {
        begin();
        log.emit();
        log.emit();
        log.signal(MOVED);
        assertEquals(Arrays.asList(null, FakeLog.EPOCH + "-2-0"), log.cameWith);
    }

    @Test
    void inTheSameEpochItGoesOnWithoutAGap() {
        begin();
        log.emit();
        log.signal(MOVED);
        log.append();
        log.emit();
        attached(FakeLog.EPOCH, 1, false);
        log.answer();
        log.emit();
        assertEquals(List.of("1", "2", "3", "4"), client.data());
        assertEquals(List.of(), log.recovering);
    }

    @Test
    void inAnotherEpochItRecoversFirstAndThenReads() {
        begin();
        log.emit();
        log.signal(MOVED);
        log.moveTo(NEXT_EPOCH);
        log.emit();
        attached(NEXT_EPOCH, 0, true);
        log.emit();
        recovered(0, "missed");
        log.answer();
        log.emit();
        assertEquals(List.of("1", "missed", "1", "2", "3"), client.data());
        assertEquals(List.of(FakeLog.EPOCH + "-1-0"), log.recoveredSince);
        assertEquals(2, client.beginnings.size());
        assertTrue(client.beginnings.get(1).startsWith("id: " + NEXT_EPOCH + "-0-0\n"), "what is not read yet would be given");
    }

    @Test
    void anEventOfANewerEpochSaysThatItHasMoved() {
        begin();
        log.moveTo(NEXT_EPOCH);
        log.emit();
        assertEquals(2, log.cameWith.size());
        attached(NEXT_EPOCH, 0, true);
        recovered(0);
        log.answer();
        assertEquals(List.of("1"), client.data());
    }

    @Test
    void anEventOfAnOlderEpochIsLate() {
        begin();
        log.signal(new StreamSignal.Event(FakeLog.EPOCH - 1, 1, 0, "chatapi.chat", "late"));
        assertEquals(List.of(), client.data());
        assertEquals(1, log.cameWith.size());
    }

    @Test
    void aClientThatDoesNotReadIsAttachedAgainWhenItReads() {
        begin();
        client.full = true;
        log.emit();
        log.signal(MOVED);
        assertEquals(1, log.cameWith.size());
        client.drain();
        assertEquals(2, log.cameWith.size());
        attached(FakeLog.EPOCH, 1, false);
        log.emit();
        assertEquals(List.of("1", "2"), client.data());
        timers.fire(STALL);
        assertFalse(client.reset);
    }

    @Test
    void aClientThatDoesNotReadWhatIsRecoveredIsAttachedAgainWhenItReads() {
        stream.begin("1-1-1000");
        attached(FakeLog.EPOCH, 0, true);
        client.full = true;
        log.recovering.get(0).complete(new Recovered(List.of(new RecoveredEvent("1-1-2000", "chatapi.chat", "a")), "page 2", null, null));
        log.signal(MOVED);
        client.drain();
        assertEquals(1, log.recovering.size());
        assertEquals(List.of("1-1-1000", "1-1-1000"), log.cameWith);
    }

    /** What has been missed before would be lost without a word, if it came back with an id of the epoch that it has only begun. */
    @Test
    void whoIsNotGivenYetWhatWasMissedComesBackWithTheirOwnId() {
        stream.begin("1-1-1000");
        attached(FakeLog.EPOCH, 0, true);
        log.signal(MOVED);
        assertEquals(List.of("1-1-1000", "1-1-1000"), log.cameWith);
        attached(NEXT_EPOCH, 0, true);
        recovered(1, "missed");
        log.signal(MOVED);
        assertEquals(NEXT_EPOCH + "-0-90000", log.cameWith.get(2), "now everything is given");
    }

    @Test
    void whoIsInTheMiddleOfAReplayComesBackWithTheTimeOfWhatTheyHave() {
        log.append();
        log.append();
        String first = FakeLog.EPOCH + "-1-1000";
        stream.begin(first);
        attached(FakeLog.EPOCH, 1, false);
        assertTrue(client.beginnings.get(0).startsWith("id: " + first + "\n"), client.beginnings.get(0));
        log.signal(MOVED);
        assertEquals(List.of(first, first), log.cameWith);
    }

    @Test
    void whoHasNoIdYetAndIsNotGivenAnythingComesBackWithoutOne() {
        log.append();
        stream.begin(null);
        attached(FakeLog.EPOCH, 0, false);
        log.signal(MOVED);
        assertEquals(Arrays.asList(null, null), log.cameWith);
    }

    @Test
    void answersToWhatWasAskedBeforeItMovedCountForNothing() {
        stream.begin("1-1-1000");
        attached(FakeLog.EPOCH, 0, true);
        log.signal(MOVED);
        attached(FakeLog.EPOCH, 0, true);
        recovered(0, "from the node before");
        assertEquals(List.of(), client.data());
        recovered(1, "missed");
        assertEquals(List.of("missed"), client.data());
    }

    @Test
    void aPageThatIsAnsweredTooLateIsNotWrittenAgain() {
        begin();
        log.append();
        log.emit(); // reads
        log.signal(MOVED);
        attached(FakeLog.EPOCH, 0, false); // reads again
        log.answers.remove(1).run();
        assertEquals(List.of("1", "2"), client.data());
        log.append();
        log.emit(); // 3 was lost on its way
        log.answer();
        assertEquals(List.of("1", "2"), client.data());
        log.answer();
        assertEquals(List.of("1", "2", "3", "4"), client.data());
    }

    @Test
    void aRefusalOfTheNodeBeforeEndsNothing() {
        stream.begin("1-1-1000");
        attached(FakeLog.EPOCH, 0, true);
        log.signal(MOVED);
        attached(NEXT_EPOCH, 0, true);
        log.recovering.get(0).fail(Problem.notFound("no-handler", "gone").exception());
        assertFalse(client.ended);
        recovered(1, "missed");
        assertEquals(List.of("missed"), client.data());
    }

    @Test
    void whereSignalsMayGetLostAQuietStreamAsks() {
        begin();
        log.mayLose = true;
        log.append();
        timers.fire(HEARTBEAT); // it was not quiet: it has begun
        timers.fire(HEARTBEAT);
        log.answer();
        assertEquals(List.of("1"), client.data());
    }

    @Test
    void whereNoneGetsLostAQuietStreamAsksNothing() {
        begin();
        log.append();
        timers.fire(HEARTBEAT);
        timers.fire(HEARTBEAT);
        assertEquals(List.of(), log.answers);
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
}
