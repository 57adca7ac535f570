package io.parley.bus;

/**
 * Whatever travels on the event bus: an immutable record of plain values, handed over as it is inside one JVM and as versioned JSON
 * ({@link RecordCodec}) between nodes.
 */
public interface BusRecord {
}
