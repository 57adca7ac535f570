package io.parley.bus;

/**
 * What another node sent and this one cannot read, for another version runs there. It takes the record's place, so that whoever asked
 * is refused at once and need not wait for an answer that never comes.
 *
 * @param what which record it was, for the log; nothing of what it held, which may be a password
 */
public record Unreadable(String what) implements BusRecord {

    /** What an asker is refused with: 503 {@code version-mismatch}. */
    Problem problem() {
        return Problem.unavailable("version-mismatch", "This node does not know what was asked; another version runs beside it.", 2);
    }
}
