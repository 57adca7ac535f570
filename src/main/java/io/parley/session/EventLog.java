package io.parley.session;

import io.parley.bus.StreamSignal.Event;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one session, newest last, bounded in number and bytes; what falls out at the old end is what a late stream is told
 * {@code chatapi.reset} about. Sequences start at 1 and have no holes.
 */
final class EventLog {
    private final long epoch;
    private final int maxEvents;
    private final long maxBytes;
    private final InstantSource clock;
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long head;
    private long bytes;

    EventLog(long epoch, int maxEvents, long maxBytes, InstantSource clock) {
        this.epoch = epoch;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    Event append(String channel, String data) {
        Event event = new Event(epoch, ++head, clock.millis(), channel, data);
        events.addLast(event);
        bytes += size(event);
        while (events.size() > maxEvents || (bytes > maxBytes && events.size() > 1)) {
            bytes -= size(events.removeFirst());
        }
        return event;
    }

    long epoch() {
        return epoch;
    }

    /** The newest sequence; 0 before the first event. */
    long head() {
        return head;
    }

    /** The oldest sequence still kept; head + 1 when nothing is. */
    long oldest() {
        return head - events.size() + 1;
    }

    /** Whether all events after this sequence are still kept. */
    boolean reachesBackTo(long after) {
        return after <= head && after >= oldest() - 1;
    }

    /** Events after the sequence, oldest first; at most {@code max}. */
    List<Event> after(long sequence, int max) {
        List<Event> page = new ArrayList<>();
        for (Event event : events) {
            if (event.sequence() > sequence) {
                page.add(event);
                if (page.size() == max) {
                    break;
                }
            }
        }
        return page;
    }

    /** When the event was told, milliseconds since 1970; of one that is no longer kept, the oldest that is. There must be one. */
    long timeOf(long sequence) {
        for (Event event : events) {
            if (event.sequence() >= sequence) {
                return event.time();
            }
        }
        return events.getLast().time();
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return events.size();
    }

    private static long size(Event event) {
        return 64L + event.channel().length() + event.data().getBytes(StandardCharsets.UTF_8).length;
    }
}
