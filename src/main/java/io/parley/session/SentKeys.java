package io.parley.session;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/**
 * The Idempotency-Keys of users: which message was sent under which key. Written before the message is sent, so that no try can pass
 * unnoticed. Where they are kept may be away: everything may fail with 503, and then nothing is to be sent.
 */
public interface SentKeys {

    /**
     * @param hash     of addressee and content: the same key with another content is a mistake of the client
     * @param stanzaId that every try is sent under, so that the receiver can tell
     * @param at       when it was first tried
     * @param settled  whether the message is known to be safe; else its fate is unknown
     */
    record Attempt(String hash, String stanzaId, Instant at, boolean settled) {
        public static Attempt first(String hash, String stanzaId, Instant at) {
            return new Attempt(hash, stanzaId, at, false);
        }

        public Attempt asSettled() {
            return new Attempt(hash, stanzaId, at, true);
        }
    }

    /**
     * Writes the key down unless it is known. One step, so that of two tries at once only one is the first, wherever they are made.
     *
     * @return the attempt before; empty when this is the first
     */
    Future<Optional<Attempt>> begin(String user, String key, Attempt first);

    /** Writes down what is known of the attempt now; it is remembered for its whole time from here on. */
    Future<Void> keep(String user, String key, Attempt attempt);

    /** It was certainly not sent: the key is free again. One that has come to mean another attempt meanwhile, or is settled, stays. */
    Future<Void> forget(String user, String key, Attempt attempt);
}
