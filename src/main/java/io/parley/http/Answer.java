package io.parley.http;

/** What an operation answers; {@link AnswerWriter} is the only place that writes it. */
public sealed interface Answer {
    /** A record or a collection, encoded as JSON in its field names. */
    record Json(int status, Object body) implements Answer {
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

    static Answer empty() {
        return new Empty(200);
    }
}
