package io.parley.sse;

import java.time.Duration;
import java.time.InstantSource;

/**
 * @param heartbeat    a comment at least this often, so that proxies and clients know that the stream lives
 * @param bufferEvents how far a client that does not read may fall behind
 * @param stall        how long it may not read at all
 */
public record StreamSettings(Duration heartbeat, int bufferEvents, Duration stall, InstantSource clock) {
}
