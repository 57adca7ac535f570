package io.parley.bus;

/** What one node hands to another: a record for an address that the other serves. */
public record Carried(String address, BusRecord record) implements BusRecord {
}
