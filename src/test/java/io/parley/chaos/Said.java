package io.parley.chaos;

import java.time.Duration;

/**
 * A message that was answered 200, or one that came.
 *
 * @param id what the sender was answered, what the receiver was told
 * @param at when, after the beginning
 */
record Said(Saying saying, String id, Duration at) {
}
