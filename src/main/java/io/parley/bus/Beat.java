package io.parley.bus;

/** A node lives: said to every other twice a second. */
public record Beat(String node) implements BusRecord {
}
