package io.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Registry registry = new Registry();
    private final Metrics metrics = new Metrics(registry.meters());

    @Test
    void whatOpensAndClosesIsCountedAsItIsNow() {
        metrics.sessionOpened();
        metrics.sessionOpened();
        metrics.sessionEnded();
        metrics.streamOpened();
        metrics.logChanged(2, 300);
        metrics.logChanged(-1, -100);
        assertShows("parley_sessions 1.0", "parley_streams 1.0", "parley_log_events 1.0", "parley_log_bytes 200.0");
        assertEquals(1, metrics.sessions());
        assertEquals(1, metrics.streams());
        metrics.streamClosed();
        assertEquals(0, metrics.streams());
    }

    @Test
    void whatHappensIsCountedForGood() {
        metrics.eventWritten();
        metrics.loginFailed();
        metrics.connectionLost();
        metrics.connectionResumed();
        metrics.streamCut("buffer");
        metrics.reset("gap");
        assertShows("parley_events_written_total 1.0", "parley_logins_failed_total 1.0", "parley_xmpp_lost_total 1.0",
                "parley_xmpp_resumed_total 1.0", "parley_streams_cut_total{reason=\"buffer\"} 1.0",
                "parley_resets_total{reason=\"gap\"} 1.0");
    }

    @Test
    void whatTakesTimeIsTimed() {
        metrics.acknowledged(Duration.ofMillis(20));
        metrics.answered("SendMessage", "ok", Duration.ofMillis(30));
        assertShows("parley_xmpp_acknowledgement_seconds_count 1",
                "parley_bus_request_seconds_sum{command=\"SendMessage\",outcome=\"ok\"} 0.03");
    }

    @Test
    void aPoolTellsHowFullItIs() {
        AtomicInteger taken = new AtomicInteger(7);
        metrics.pool("xmpp", 1016, taken::get);
        assertShows("parley_pool_taken{pool=\"xmpp\"} 7.0", "parley_pool_capacity{pool=\"xmpp\"} 1016.0");
        taken.set(8);
        assertShows("parley_pool_taken{pool=\"xmpp\"} 8.0");
    }

    @Test
    void withoutARegistryTheNumbersOfNowAreStillKept() {
        Metrics none = Metrics.none();
        none.sessionOpened();
        none.eventWritten();
        assertEquals(1, none.sessions());
    }

    private void assertShows(String... lines) {
        String text = registry.scrape();
        for (String line : lines) {
            assertTrue(text.contains("\n" + line + "\n"), () -> line + " is not in\n" + text);
        }
    }
}
