package io.parley.bus;

/** A command with the caller it is carried out for. */
public record Ask(Caller caller, SessionCommand command) implements BusRecord {
}
