package io.parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.chaos.FaultKind.Lane;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration TIME = Duration.ofMinutes(5);

    @Test
    void theSameSeedIsTheSameSchedule() {
        assertEquals(Schedule.of(7, 3, 6, TIME), Schedule.of(7, 3, 6, TIME));
        assertNotEquals(Schedule.of(7, 3, 6, TIME).faults(), Schedule.of(8, 3, 6, TIME).faults());
        assertEquals(Schedule.brief(7, 3, 6).toString(), Schedule.brief(7, 3, 6).toString());
    }

    @Test
    void oneNodeAtATimeIsInTheDark() {
        LongStream.range(0, 50).mapToObj(seed -> Schedule.of(seed, 3, 6, TIME)).forEach(schedule -> {
            List<Fault> faults = schedule.of(Lane.NODE);
            for (int i = 1; i < faults.size(); i++) {
                Duration mended = faults.get(i - 1).at().plus(faults.get(i - 1).lasting());
                assertTrue(faults.get(i).at().compareTo(mended) > 0, schedule::toString);
            }
        });
    }

    @Test
    void aShortOneHasSomethingOfEverything() {
        LongStream.range(0, 50).mapToObj(seed -> Schedule.brief(seed, 3, 6)).forEach(schedule -> {
            Set<FaultKind> kinds = schedule.faults().stream().map(Fault::kind).collect(Collectors.toSet());
            assertTrue(kinds.containsAll(EnumSet.of(FaultKind.KILL, FaultKind.FREEZE, FaultKind.XMPP_KILL, FaultKind.DATABASE_CUT)),
                    schedule::toString);
        });
    }
}
