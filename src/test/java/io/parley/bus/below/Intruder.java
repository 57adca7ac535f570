package io.parley.bus.below;

import io.parley.bus.BusRecord;

/** A record of the right kind in the wrong package. */
public record Intruder(String text) implements BusRecord {
}
