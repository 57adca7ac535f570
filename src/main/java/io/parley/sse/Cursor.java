package io.parley.sse;

import io.parley.bus.EventId;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.StreamSignal.Event;
import java.time.InstantSource;

/** Where a stream is in the log that it writes: what was written last, what it knows to be there, and with which id it would come back. */
final class Cursor {
    private final InstantSource clock;
    private long epoch;
    private long written;
    /** The newest that is known of, in this epoch. */
    private long known;
    /** The client's own id until it has been given what it missed. */
    private String last;
    /** What was heard of while it was not certain where the stream is. */
    private Event heard;

    Cursor(InstantSource clock) {
        this.clock = clock;
    }

    /** The log has said where the stream begins, or goes on. */
    void place(Attached attached, String lastEventId) {
        epoch = attached.epoch();
        written = attached.after();
        last = lastEventId;
        known = heard != null && heard.epoch() == epoch ? Math.max(heard.sequence(), attached.head()) : attached.head();
    }

    /** Something has happened while nobody knew where the stream is. */
    void heardMeanwhile(Event event) {
        heard = event;
    }

    /** Up to here the log reaches. */
    void knows(long sequence) {
        known = Math.max(known, sequence);
    }

    boolean isOf(long otherEpoch) {
        return otherEpoch == epoch;
    }

    boolean isBefore(long otherEpoch) {
        return otherEpoch > epoch;
    }

    boolean isNext(Event event) {
        return event.sequence() == written + 1;
    }

    /** Whether this is missing still. */
    boolean lacks(Event event) {
        return event.sequence() > written;
    }

    /** Whether everything that is known of has been written. */
    boolean isAtHead() {
        return written >= known;
    }

    long behind() {
        return known - written;
    }

    long written() {
        return written;
    }

    void wrote(Event event) {
        written = event.sequence();
        last = event.id();
    }

    /** What lies between cannot be had any more. */
    void skipTo(long sequence) {
        written = sequence;
    }

    /** With nothing left to read, the stream comes back to where it is now. */
    void settle() {
        if (last == null || !last.startsWith(prefix())) {
            last = here();
        }
    }

    /** The client has been told to go on from here. */
    void told(String id) {
        last = id;
    }

    /** What to come back with when the session has moved. */
    String last() {
        return last;
    }

    /** While something is still to be read its time counts, not this one: in another epoch a client is given what happened since then. */
    String here() {
        long now = clock.millis();
        return prefix() + (isAtHead() || last == null ? now : EventId.parse(last).map(EventId::time).orElse(now));
    }

    /** The id of this place in the epoch, now. */
    String at(long sequence) {
        return epoch + "-" + sequence + "-" + clock.millis();
    }

    private String prefix() {
        return epoch + "-" + written + "-";
    }
}
