package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final SessionEntry FIRST = Entries.of("alice", "here", 7);

    private final FakeBook book = new FakeBook();
    private final ManualTimers timers = new ManualTimers();
    private String status;
    private int lost;
    private boolean member = true;
    private final Registration registration = registrationIn(book);

    private Registration registrationIn(SessionBook kept) {
        return new Registration(kept, FIRST, timers, () -> Future.succeededFuture(member), entry -> Entries.withStatus(entry, status), () -> lost++);
    }

    @BeforeEach
    void claim() {
        book.entries.put("alice", FIRST);
    }

    @Test
    void whatHasChangedIsWritten() {
        status = "at work";
        assertTrue(registration.kept().succeeded());
        assertEquals("at work", book.entries.get("alice").status());
        assertEquals(book.entries.get("alice"), registration.entry());
    }

    @Test
    void whatHasNotChangedIsNotWritten() {
        assertTrue(registration.kept().succeeded());
        assertEquals(List.of(), book.written);
    }

    @Test
    void oneWriteAtATimeAndOneMoreForAllThatChangedMeanwhile() {
        book.slow = true;
        status = "1";
        Future<Void> first = registration.kept();
        status = "2";
        Future<Void> second = registration.kept();
        status = "3";
        Future<Void> third = registration.kept();
        assertEquals(1, book.unanswered());
        book.answer();
        assertFalse(first.isComplete() || second.isComplete() || third.isComplete(), "the book has not everything yet");
        assertEquals(1, book.unanswered());
        book.answer();
        assertTrue(first.succeeded() && second.succeeded() && third.succeeded());
        assertEquals(List.of("1", "3"), book.written.stream().map(SessionEntry::status).toList());
    }

    @Test
    void whoAsksWhileTheBookFailsIsToldAndItIsWrittenLater() {
        book.changesToRefuse = 2;
        status = "at work";
        Future<Void> kept = registration.kept();
        assertEquals("cluster-unsettled", code(kept));
        timers.pass(PAUSE);
        assertEquals(List.of(), book.written);
        timers.pass(PAUSE);
        assertEquals(List.of("at work"), book.written.stream().map(SessionEntry::status).toList());
        assertEquals(0, timers.size());
        assertEquals(0, lost);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsRecognised() {
        book.answersToLose = 1;
        status = "at work";
        assertEquals("cluster-unsettled", code(registration.kept()));
        status = "at home";
        timers.pass(PAUSE);
        assertEquals("at home", book.entries.get("alice").status());
        assertEquals(0, lost);
        assertTrue(registration.kept().succeeded());
    }

    @Test
    void anEntryOfAnotherNodeIsLostOnce() {
        book.entries.put("alice", FIRST.takenBy("there", 8));
        status = "at work";
        Future<Void> kept = registration.kept();
        assertEquals("session-moving", code(kept));
        status = "at home";
        registration.kept();
        registration.touched();
        timers.pass(NOW_AND_THEN);
        assertEquals(1, lost);
        assertEquals("there", book.entries.get("alice").node());
    }

    @Test
    void whoAskedWhileItWasLostIsToldToo() {
        book.slow = true;
        book.entries.put("alice", FIRST.takenBy("there", 8));
        status = "1";
        registration.kept();
        status = "2";
        Future<Void> second = registration.kept();
        book.answer();
        assertEquals("session-moving", code(second));
        assertEquals(1, lost);
    }

    @Test
    void aLaterLifeOfTheSessionOnTheSameNodeIsAnothers() {
        book.entries.put("alice", FIRST.takenBy("here", 8));
        status = "at work";
        registration.kept();
        assertEquals(1, lost);
    }

    @Test
    void anEntryThatIsGoneIsWrittenAnewByAMember() {
        book.entries.clear();
        status = "at work";
        assertTrue(registration.kept().succeeded());
        assertEquals("at work", book.entries.get("alice").status());
        assertEquals(book.entries.get("alice"), registration.entry());
        assertEquals(0, lost);
    }

    @Test
    void anEntryThatIsGoneIsLookedForWhenNodesHaveGone() {
        book.entries.clear();
        assertTrue(registration.kept().succeeded());
        assertEquals(Map.of(), book.entries);
        assertTrue(registration.looked().succeeded());
        assertEquals(Map.of("alice", FIRST), book.entries);
        assertTrue(registration.looked().succeeded());
        assertEquals(List.of(), book.written);
    }

    @Test
    void whoIsNoMemberAnyMoreWritesNothingAnew() {
        book.entries.clear();
        member = false;
        assertEquals("cluster-unsettled", code(registration.looked()));
        assertEquals(Map.of(), book.entries);
        assertEquals(0, lost);
        registration.end();
    }

    @Test
    void whoIsTooLateToWriteItAnewHasLostIt() {
        book.slow = true;
        book.entries.clear();
        book.entries.put("alice", FIRST.takenBy("there", 8));
        assertEquals("session-moving", code(registration.looked()));
        assertEquals(1, lost);
    }

    @Test
    void whatWasOnItsWayAtTheEndIsDoneOrMoves() {
        book.slow = true;
        status = "done";
        Future<Void> done = registration.kept();
        registration.end();
        book.answer();
        assertTrue(done.succeeded());
        assertTrue(registration.kept().succeeded());
        assertEquals(List.of("done"), book.written.stream().map(SessionEntry::status).toList());
    }

    @Test
    void whatWasNotDoneAtTheEndIsToldAsMoving() {
        book.slow = true;
        book.entries.put("alice", FIRST.takenBy("there", 8));
        status = "not done";
        Future<Void> undone = registration.kept();
        registration.end();
        book.answer();
        assertEquals("session-moving", code(undone));
        assertEquals(0, lost, "whoever has ended it knows");
    }

    @Test
    void whatNeedNotBeKnownAtOnceIsWrittenNowAndThen() {
        for (int second = 0; second < 12; second++) {
            status = "second " + second;
            registration.touched();
            timers.pass(Duration.ofSeconds(1));
        }
        assertEquals(2, book.written.size());
        registration.end();
        timers.pass(NOW_AND_THEN);
        assertEquals(2, book.written.size());
        registration.touched();
        assertEquals(0, timers.size());
    }

    @Test
    void itIsStillOursWhileTheBookSaysSoAndCanBeAsked() {
        assertTrue(registration.isStillOurs().result());
        book.away = true;
        assertFalse(registration.isStillOurs().result());
        book.away = false;
        book.entries.put("alice", FIRST.takenBy("there", 8));
        assertFalse(registration.isStillOurs().result());
    }

    @Test
    void aNodeWithoutOthersWritesNothing() {
        Registration own = registrationIn(SessionBook.OWN);
        status = "at work";
        own.touched();
        assertEquals(0, timers.size());
        assertTrue(own.kept().succeeded());
        assertEquals(FIRST, own.entry());
        assertTrue(own.isStillOurs().result());
    }

    private static String code(Future<?> failed) {
        return ((ProblemException) failed.cause()).problem().code();
    }
}
