package io.parley.bus;

import java.time.Duration;

/** What the event bus is measured by. */
public interface BusMetrics {
    BusMetrics NONE = (command, outcome, since) -> { };

    /** A request was answered: {@code command} is the name of its record, {@code outcome} ok or the problem's status. */
    void answered(String command, String outcome, Duration since);
}
