package io.parley.bench;

import io.vertx.core.json.JsonObject;

/** The body of a message: its number and as much text as people write. */
final class Body {
    private static final String MARK = "no. ";
    private static final String TEXT = ": the quick brown fox jumps over the lazy dog, and the dog thinks about it for a while.";

    private Body() {
    }

    static String of(long number) {
        return MARK + number + TEXT;
    }

    /** The number in a line of an event stream; -1 when that is no message. */
    static long numberInLine(String line) {
        return line.startsWith("data:") ? numberIn(line) : -1;
    }

    /** The id of the message in an event's line; the whole line when it has none. */
    static String idIn(String line) {
        return new JsonObject(line.substring(line.indexOf('{'))).getString("id", line);
    }

    /** The number in whatever the body is wrapped in; -1 when there is none. */
    static long numberIn(String wire) {
        int mark = wire.indexOf(MARK);
        int end = wire.indexOf(':', mark);
        return mark < 0 || end < 0 ? -1 : Long.parseLong(wire.substring(mark + MARK.length(), end));
    }
}
