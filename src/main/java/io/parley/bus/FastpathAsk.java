package io.parley.bus;

/** A command for the queue with the caller it is carried out for; {@code caller} is null where anybody may ask. */
public record FastpathAsk(Caller caller, FastpathCommand command) implements BusRecord {
}
