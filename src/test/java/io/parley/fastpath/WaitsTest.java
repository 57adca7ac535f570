package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitsTest {
    private final Waits waits = new Waits();

    @Test
    void fifteenSecondsAreSaidWhileNothingIsKnown() {
        assertEquals(15_000, waits.averageMillis());
        assertEquals(15, waits.estimateSeconds(1, 1));
        assertEquals(45, waits.estimateSeconds(3, 1));
    }

    @Test
    void theAverageIsOfWhatIsKnown() {
        waits.add(1000);
        waits.add(4000);
        assertEquals(2500, waits.averageMillis());
        assertEquals(3, waits.averageSeconds());
    }

    @Test
    void onlyTheLastTwentyCountHoweverManyThereWere() {
        IntStream.range(0, 1000).forEach(i -> waits.add(1_000_000));
        IntStream.range(0, Waits.KEPT - 1).forEach(i -> waits.add(2000));
        assertEquals((1_000_000 + 19 * 2000) / 20, waits.averageMillis());
        waits.add(2000);
        assertEquals(2000, waits.averageMillis());
    }

    @Test
    void aClockSetBackIsNoNegativeWait() {
        waits.add(-5000);
        assertEquals(0, waits.averageMillis());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 10", "1, 1, 10", "2, 1, 20", "1, 5, 10", "5, 5, 10", "6, 5, 20", "0, 1, 10"})
    void expertsServeTheQueueSideBySide(int position, int experts, int seconds) {
        waits.add(10_000);
        assertEquals(seconds, waits.estimateSeconds(position, experts));
    }

    @Test
    void theLongestQueueDoesNotOverflow() {
        IntStream.range(0, Waits.KEPT).forEach(i -> waits.add(Long.MAX_VALUE));
        assertEquals(Integer.MAX_VALUE, waits.estimateSeconds(Integer.MAX_VALUE, 0));
    }
}
