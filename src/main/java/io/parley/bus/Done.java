package io.parley.bus;

/** It is done, and there is nothing to tell. */
public record Done() implements BusRecord {
}
