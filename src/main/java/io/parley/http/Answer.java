package io.parley.http;

/** What an operation answers; {@link AnswerWriter} is the only place that writes it. */
public sealed interface Answer {
    /** A record or a collection, encoded as JSON in its field names. */
    record Json(int status, Object body) implements Answer {
    }

    /**
     * Part of a list, and how the next part is asked for.
     *
     * @param next the key to go on after; null at the end of the list
     */
    record Page(Object body, String next) implements Answer {
    }

    record Text(int status, String body) implements Answer {
    }

    record Xml(int status, String body) implements Answer {
    }

    record Empty(int status) implements Answer {
    }

    /** The operation writes to the response itself: an event stream. */
    record Taken() implements Answer {
    }

    static Answer ok(Object body) {
        return new Json(200, body);
    }

    static Answer page(Object body, String next) {
        return new Page(body, next);
    }

    static Answer empty() {
        return new Empty(200);
    }
}
