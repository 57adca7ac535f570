package io.parley.bench;

/** The body of a message: its number and as much text as people write. */
final class Body {
    private static final String MARK = "no. ";
    private static final String TEXT = ": the quick brown fox jumps over the lazy dog, and the dog thinks about it for a while.";

    private Body() {
    }

    static String of(long number) {
        return MARK + number + TEXT;
    }

    /** The number in whatever the body is wrapped in; -1 when there is none. */
    static long numberIn(String wire) {
        int mark = wire.indexOf(MARK);
        int end = wire.indexOf(':', mark);
        return mark < 0 || end < 0 ? -1 : Long.parseLong(wire.substring(mark + MARK.length(), end));
    }
}
