package io.parley.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.SessionReply.RecoveredEvent;
import io.parley.bus.StreamSignal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The transitions of a stream, one step at a time; what the session and the client do meanwhile is the test's to say. */
class EventStreamTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final int BUFFER = 3;

    private final FakeLog log = new FakeLog();
    private final FakeResponse client = new FakeResponse();
    private final HandTimers timers = new HandTimers();
    private int ended;
    private final EventStream stream = new EventStream("e-1", client.response(), log,
            new StreamSettings(HEARTBEAT, BUFFER, STALL, InstantSource.fixed(Instant.EPOCH)), timers, StreamMetrics.NONE, "l-1", false,
            over -> ended++);

    @Test
    void nothingIsWrittenUntilTheSessionHasSaidWhere() {
        Future<Void> begun = stream.begin(null);
        log.emit();
        assertEquals(List.of(), client.written);
        attached(0);
        assertTrue(begun.succeeded());
        log.answer();
        assertEquals(numbers(1, 1), client.data());
        log.emit();
        assertEquals(numbers(1, 2), client.data());
    }

    @Test
    void everyStreamSaysWhereItBeginsBeforeAnythingElse() {
        stream.begin(null);
        attached(0);
        assertEquals(List.of("id: " + FakeLog.EPOCH + "-0-0\nevent: chatapi.connection\ndata: {\"state\":\"connected\"}\n\n"),
                client.beginnings);
    }

    @Test
    void aRefusalIsTheCallersToAnswer() {
        Future<Void> begun = stream.begin(null);
        log.attaching.get(0).fail(Problem.of(429, "too-many-streams", "Too many.").exception());
        assertTrue(begun.failed());
        assertEquals(List.of(), client.written);
        assertOver();
    }

    @Test
    void aSessionThatEndsBeforeTheBeginningHasToldTheClient() {
        Future<Void> begun = stream.begin(null);
        log.signal(new StreamSignal.SessionEnded("logoff"));
        assertEquals(List.of("chatapi.closed"), client.names());
        assertTrue(client.ended);
        log.attaching.get(0).fail(Problem.notFound("no-handler", "Gone.").exception());
        assertTrue(begun.succeeded());
        assertOver();
    }

    @Test
    void aClientThatGoesBeforeTheBeginningIsForgotten() {
        stream.begin(null);
        client.closed = true;
        stream.closed();
        attached(0);
        log.emit();
        assertEquals(List.of(), client.written);
        assertEquals(1, log.detached);
        assertOver();
    }

    @Test
    void aHoleIsFilledFromTheLog() {
        begin();
        log.emit();
        log.append();
        log.emit();
        assertEquals(numbers(1, 1), client.data());
        log.answer();
        assertEquals(numbers(1, 3), client.data());
        assertEquals(List.of(), log.answers);
    }

    @Test
    void whatTheLogHasNoMoreIsAReset() {
        begin();
        log.keeps = 2;
        IntStream.range(0, 5).forEach(i -> log.append());
        log.emit();
        log.answer();
        assertEquals(List.of("chatapi.reset"), client.names());
        assertTrue(client.written.get(1).startsWith("id: " + FakeLog.EPOCH + "-6-0\n"), client.written.get(1));
        log.emit();
        assertEquals("7", client.data().get(1));
    }

    @Test
    void aClientThatDoesNotReadWaitsAndGoesOn() {
        begin();
        client.full = true;
        log.emit();
        log.emit();
        log.emit();
        assertEquals(numbers(1, 1), client.data());
        client.drain();
        log.answer();
        assertEquals(numbers(1, 3), client.data());
        timers.fire(STALL);
        assertFalse(client.reset);
    }

    @Test
    void aClientThatDoesNotReadForTooLongIsCut() {
        begin();
        client.full = true;
        log.emit();
        timers.fire(STALL);
        assertTrue(client.reset);
        assertOver();
        assertEquals(1, log.detached);
        assertEquals(List.of(1L), log.told);
    }

    @Test
    void aClientThatFallsTooFarBehindIsCut() {
        begin();
        client.full = true;
        IntStream.rangeClosed(0, BUFFER).forEach(i -> log.emit());
        assertFalse(client.reset);
        log.emit();
        assertTrue(client.reset);
        log.emit();
        client.drain();
        assertOver();
    }

    @Test
    void theEndOfAnotherLoginIsNothingToThisOne() {
        begin();
        log.signal(new StreamSignal.LoginEnded("l-2", "logoff"));
        log.emit();
        assertEquals(numbers(1, 1), client.data());
        log.signal(new StreamSignal.LoginEnded("l-1", "logoff"));
        assertEquals(List.of("chatapi.chat", "chatapi.closed"), client.names());
        assertTrue(client.ended);
        log.emit();
        assertOver();
    }

    @Test
    void theHeartbeatWaitsForAClientThatDoesNotRead() {
        begin();
        timers.fire(HEARTBEAT);
        assertEquals(":\n\n", client.written.get(1));
        client.full = true;
        timers.fire(HEARTBEAT);
        assertEquals(2, client.written.size());
    }

    @Test
    void aNodeThatStopsSaysWhenToComeBack() {
        begin();
        stream.drain(Duration.ofMillis(2500));
        assertEquals("retry: 2500\n\n", client.written.get(1));
        assertTrue(client.ended);
        assertOver();
    }

    @Test
    void anotherEpochIsTakenFromTheArchivesPageByPage() {
        stream.begin("1-1-1");
        log.emit();
        log.attaching.get(0).complete(new Attached(FakeLog.EPOCH, 0, 1, null, true, "connected"));
        log.emit();
        log.recovering.get(0).complete(new Recovered(List.of(new RecoveredEvent("1-1-2", "chatapi.chat", "a")), "page 2", null, null));
        client.full = true;
        log.recovering.get(1).complete(new Recovered(List.of(new RecoveredEvent("1-1-3", "chatapi.chat", "b")), "page 3", null, null));
        assertEquals(2, log.recovering.size());
        client.drain();
        log.recovering.get(2).complete(new Recovered(List.of(), null, null, null));
        log.answer();
        assertEquals(List.of("a", "b", "1", "2"), client.data());
        assertTrue(client.written.get(1).startsWith("id: 1-1-2\n"));
    }

    @Test
    void aStreamCutInItsRecoveryStaysCut() {
        stream.begin("1-1-1");
        log.attaching.get(0).complete(new Attached(FakeLog.EPOCH, 0, 0, null, true, "connected"));
        client.full = true;
        log.recovering.get(0).complete(new Recovered(List.of(new RecoveredEvent("1-1-2", "chatapi.chat", "a")), "page 2", null, null));
        timers.fire(STALL);
        assertTrue(client.reset);
        client.drain();
        assertEquals(1, log.recovering.size());
        assertOver();
    }

    @Test
    void whatIsSoNowIsWrittenAtOnceAndHasNoId() {
        begin();
        log.signal(position("3"));
        assertEquals(List.of("event: chatapi.ask\ndata: 3\n\n"), client.written.subList(1, 2));
        log.signal(position("2"));
        assertEquals(List.of("3", "2"), client.data());
    }

    @Test
    void whatIsSoNowWaitsForWhatHappenedBeforeAndTheNewestIsEnough() {
        stream.begin(null);
        log.emit();
        log.signal(position("9"));
        attached(0);
        log.signal(new StreamSignal.Passing("typing", "chatapi.ask", "typing"));
        log.signal(position("8"));
        assertEquals(List.of(), client.data());
        log.answer();
        assertEquals(List.of("1", "typing", "8"), client.data());
        log.emit();
        assertEquals(List.of("1", "typing", "8", "2"), client.data());
    }

    @Test
    void aClientThatDoesNotReadIsToldTheNewestWhenItReadsAgain() {
        begin();
        client.full = true;
        log.emit();
        log.signal(position("5"));
        log.signal(position("4"));
        assertEquals(List.of("1"), client.data());
        client.drain();
        assertEquals(List.of("1", "4"), client.data());
        timers.fire(STALL);
        assertFalse(client.reset);
    }

    @Test
    void whatIsSoNowCanFillAClientTooAndTheRestWaits() {
        stream.begin(null);
        log.signal(position("5"));
        log.signal(new StreamSignal.Passing("typing", "chatapi.ask", "typing"));
        client.full = true;
        attached(0);
        assertEquals(List.of("5"), client.data());
        client.drain();
        assertEquals(List.of("5", "typing"), client.data());
    }

    @Test
    void whatIsSoNowIsKeptForALimitedNumberOfThings() {
        stream.begin(null);
        IntStream.rangeClosed(0, PassingSignals.MOST)
                .forEach(i -> log.signal(new StreamSignal.Passing("k" + i, "chatapi.ask", Integer.toString(i))));
        attached(0);
        assertEquals(numbers(1, PassingSignals.MOST), client.data());
    }

    /** Whatever order the log's answers, the signals (some of them lost) and the reader's pauses come in: everything once, in order. */
    @Test
    void noOrderOfThingsLosesOrRepeatsAnEvent() {
        long whole = IntStream.range(0, 2_000).filter(seed -> new EventStreamTest().anyOrder(seed)).count();
        assertTrue(whole > 500, () -> "only " + whole + " streams were not cut");
    }

    /** Whether the stream came to its end; else it was cut, and its client would come back with the last id. */
    private boolean anyOrder(int seed) {
        Random random = new Random(seed);
        Deque<StreamSignal.Event> onTheWay = new ArrayDeque<>();
        stream.begin(null);
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> signalled(random, onTheWay);
                case 2 -> deliver(onTheWay);
                case 3 -> answerSomething();
                case 4 -> client.full = onTheWay.size() < BUFFER - 1 && log.answers.isEmpty() && random.nextBoolean();
                default -> client.drain();
            }
            if (client.reset) {
                assertEquals(numbers(1, client.data().size()), client.data(), "seed " + seed);
                return false;
            }
        }
        client.drain();
        onTheWay.add(log.append());
        while (!onTheWay.isEmpty() || !log.answers.isEmpty() || !log.attaching.isEmpty()) {
            deliver(onTheWay);
            answerSomething();
        }
        assertEquals(numbers(1, log.events.size()), client.data(), "seed " + seed);
        return true;
    }

    private void signalled(Random random, Deque<StreamSignal.Event> onTheWay) {
        StreamSignal.Event event = log.append();
        if (random.nextInt(10) > 0) {
            onTheWay.add(event);
        }
    }

    private void deliver(Deque<StreamSignal.Event> onTheWay) {
        if (!onTheWay.isEmpty()) {
            log.signal(onTheWay.remove());
        }
    }

    private void answerSomething() {
        if (!log.attaching.isEmpty()) {
            log.attaching.remove(0).complete(new Attached(FakeLog.EPOCH, 0, log.events.size(), null, false, "connected"));
        } else if (!log.answers.isEmpty()) {
            log.answer();
        }
    }

    private static StreamSignal.Passing position(String data) {
        return new StreamSignal.Passing("position", "chatapi.ask", data);
    }

    private void begin() {
        stream.begin(null);
        attached(0);
    }

    private void attached(long after) {
        log.attaching.get(0).complete(new Attached(FakeLog.EPOCH, after, log.events.size(), null, false, "connected"));
    }

    private void assertOver() {
        assertTrue(ended > 0);
        assertEquals(0, timers.size());
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }
}
