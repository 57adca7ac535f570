package io.parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Diary diary = new Diary(told -> { });
    private final Arrivals bob = new Arrivals("bob");

    private static Said said(int number, String id) {
        return new Said(new Saying("alice", "bob", number), id, Duration.ofSeconds(number));
    }

    private List<String> faults(Said... answered) {
        return new Verdict(List.of(answered), Map.of("bob", List.of(bob)), diary).faults();
    }

    private void only(String what, List<String> faults) {
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains(what), faults::toString);
    }

    @Test
    void whatCameInOrderIsWellHoweverOften() {
        bob.came(said(1, "m1"));
        bob.came(said(2, "m2"));
        bob.came(said(1, "m1"));
        assertEquals(List.of(), faults(said(1, "m1"), said(2, "m2")));
        assertEquals(1, bob.repeated());
    }

    @Test
    void whatNeverCameIsToldWithWhatWasBrokenThen() {
        diary.note("kill -9");
        bob.came(said(1, "m1"));
        List<String> faults = faults(said(1, "m1"), said(2, "m2"));
        only("never came", faults);
        only("kill -9", faults);
    }

    @Test
    void whatWasOvertakenIsTold() {
        bob.came(said(2, "m2"));
        bob.came(said(1, "m1"));
        only("came after number 2", faults(said(1, "m1"), said(2, "m2")));
    }

    @Test
    void whatWasSentTwiceIsTold() {
        bob.came(said(1, "m1"));
        bob.came(said(1, "m1-again"));
        only("came twice", faults(said(1, "m1")));
    }

    @Test
    void whatCameUnderAnotherIdIsTold() {
        bob.came(said(1, "m9"));
        only("under another id", faults(said(1, "m1")));
    }

    @Test
    void whatWasNotAnsweredMayComeOrNot() {
        bob.came(said(1, "m1"));
        assertEquals(List.of(), faults());
    }

    @Test
    void wordsAreReadAsTheyWereWritten() {
        Saying saying = new Saying("chaos-1", "chaos-room", 42);
        assertEquals(saying, Saying.of(saying.text()).orElseThrow());
        assertTrue(Saying.of("hello").isEmpty());
        assertTrue(Saying.of(null).isEmpty());
    }
}
