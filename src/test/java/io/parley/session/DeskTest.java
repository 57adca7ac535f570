package io.parley.session;

import static io.parley.bus.FastpathCommand.Attendance.AVAILABLE;
import static io.parley.bus.FastpathCommand.Attendance.AWAY;
import static io.parley.bus.FastpathCommand.Attendance.GONE;
import static io.parley.bus.FastpathCommand.Attendance.LOGGED_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.Problem;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ManualTimers timers = new ManualTimers();
    private final List<Attendance> told = new ArrayList<>();
    private Future<?> answer = Future.succeededFuture();
    private final Desk desk = new Desk("s-1", attendance -> {
        told.add(attendance);
        return answer;
    }, timers);

    @Test
    void aNewSessionSaysThatItIsThereAndThenHowItStands() {
        desk.begin();
        assertEquals(List.of(LOGGED_IN, AVAILABLE), told);
    }

    @Test
    void whoIsAwayBeforeTheSessionCanBeFoundIsNeverCalledAvailable() {
        desk.here(false);
        assertEquals(List.of(), told);
        desk.begin();
        assertEquals(List.of(LOGGED_IN, AWAY), told);
    }

    @Test
    void onlyChangesAreTold() {
        begun();
        desk.here(true);
        desk.here(false);
        desk.here(false);
        desk.here(true);
        assertEquals(List.of(AWAY, AVAILABLE), told);
    }

    @Test
    void withoutItsStreamASessionIsAwayWhateverItsPresenceSays() {
        begun();
        desk.connected(false);
        desk.here(true);
        desk.connected(true);
        assertEquals(List.of(AWAY, AVAILABLE), told);
        told.clear();
        desk.connected(false);
        desk.here(false);
        desk.connected(true);
        assertEquals(List.of(AWAY), told);
    }

    @Test
    void theEndIsToldAndNothingAfterIt() {
        begun();
        desk.connected(false);
        desk.end();
        desk.here(true);
        desk.end();
        assertEquals(List.of(AWAY, GONE), told);
    }

    @Test
    void aSessionThatNeverBeganSaysNothing() {
        desk.here(false);
        desk.connected(false);
        desk.end();
        timers.pass(LONG);
        assertEquals(List.of(), told);
    }

    @Test
    void oneThingIsToldAtATimeAndOfWhatChangesMeanwhileTheLast() {
        begun();
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        desk.here(false);
        desk.here(true);
        desk.here(false);
        desk.here(true);
        assertEquals(List.of(AWAY), told);
        answer = Future.succeededFuture();
        slow.complete();
        assertEquals(List.of(AWAY, AVAILABLE), told);
    }

    @Test
    void whatWasLostIsToldAgainEverMoreRarely() {
        answer = away();
        desk.begin();
        timers.pass(Duration.ofSeconds(1 + 2 + 4 + 8 + 16 + 30 + 30));
        assertEquals(8, told.size());
        assertEquals(List.of(LOGGED_IN), told.stream().distinct().toList());
        answer = Future.succeededFuture();
        timers.pass(Duration.ofSeconds(30));
        assertEquals(List.of(LOGGED_IN, LOGGED_IN, AVAILABLE), told.subList(7, told.size()));
        timers.pass(LONG);
        assertEquals(10, told.size());
    }

    @Test
    void whatIsLostAndOutdatedIsNotToldAgain() {
        begun();
        answer = away();
        desk.here(false);
        answer = Future.succeededFuture();
        desk.here(true); // the queue may have heard the other, or not
        timers.pass(LONG);
        assertEquals(AVAILABLE, told.get(told.size() - 1));
    }

    @Test
    void anEndThatWasLostIsToldAFewTimes() {
        begun();
        answer = away();
        desk.end();
        timers.pass(LONG);
        assertEquals(List.of(GONE, GONE, GONE, GONE, GONE), told);
        assertEquals(0, timers.size());
    }

    @Test
    void whereNobodyServesTheQueueItIsLeftAloneUntilSomethingChanges() {
        answer = Future.failedFuture(Problem.notFound("no-handler", "nobody").exception());
        desk.begin();
        timers.pass(LONG);
        assertEquals(List.of(LOGGED_IN), told);
        assertEquals(0, timers.size());
        answer = Future.succeededFuture();
        desk.here(false);
        assertEquals(List.of(LOGGED_IN, LOGGED_IN, AWAY), told);
    }

    private static Future<Void> away() {
        return Future.failedFuture(Problem.unavailable("store-unavailable", "away", 5).exception());
    }

    private void begun() {
        desk.begin();
        told.clear();
    }
}
