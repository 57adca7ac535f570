package io.parley.bus;

/** What a session tells the event streams of its user. */
public sealed interface StreamSignal extends BusRecord {

    /**
     * One event, in order.
     *
     * @param epoch    the session's life; a new one begins when the log is lost
     * @param sequence from 1, without holes
     * @param time     the server's, milliseconds since 1970
     * @param channel  the SSE event name
     * @param data     one JSON object, encoded
     */
    record Event(long epoch, long sequence, long time, String channel, String data) implements StreamSignal {
        /** What the client sees as the event's id, and gives back as Last-Event-ID. */
        public String id() {
            return epoch + "-" + sequence + "-" + time;
        }
    }

    /** One login is over: its streams end, those of the user's other logins do not. */
    record LoginEnded(String login, String reason) implements StreamSignal {
    }

    /** The session is over, and with it every stream. */
    record SessionEnded(String reason) implements StreamSignal {
    }

    /**
     * What is so now and will be told anew when it changes: a position in a queue, somebody's typing. It has no id and is never
     * replayed; of two with the same key that a stream has not written yet, the newer one is enough.
     */
    record Passing(String key, String channel, String data) implements StreamSignal {
    }

    /** Whoever keeps the log is on another node now, or does not know this stream any more: it attaches again where it is. */
    record Moved() implements StreamSignal {
    }
}
