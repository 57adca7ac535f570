package io.parley.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Idempotency-Keys of one shard's users: which message was sent under which key. Written before the message is sent, so that no try
 * can pass unnoticed; bounded in time and number, oldest out first.
 */
public final class SentKeys {
    private static final int MOST = 50_000;

    private record Key(String user, String key) {
    }

    /**
     * @param hash    of addressee and content: the same key with another content is a mistake of the client
     * @param settled whether the message is known to be safe; else its fate is unknown
     */
    public record Attempt(String hash, String stanzaId, Instant at, boolean settled) {
    }

    private final Duration memory;
    private final InstantSource clock;
    private final Map<Key, Attempt> attempts = new LinkedHashMap<>();

    public SentKeys(Duration memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    public Optional<Attempt> find(String user, String key) {
        forgetExpired();
        return Optional.ofNullable(attempts.get(new Key(user, key)));
    }

    public void begin(String user, String key, String hash, String stanzaId) {
        forgetExpired();
        attempts.put(new Key(user, key), new Attempt(hash, stanzaId, clock.instant(), false));
    }

    public void settle(String user, String key) {
        attempts.computeIfPresent(new Key(user, key), (k, old) -> new Attempt(old.hash(), old.stanzaId(), old.at(), true));
    }

    /** It was certainly not sent: the key is free again. */
    public void forget(String user, String key) {
        attempts.remove(new Key(user, key));
    }

    private void forgetExpired() {
        Instant limit = clock.instant().minus(memory);
        var oldestFirst = attempts.values().iterator();
        while (oldestFirst.hasNext()) {
            Attempt oldest = oldestFirst.next();
            if (attempts.size() < MOST && !oldest.at().isBefore(limit)) {
                return;
            }
            oldestFirst.remove();
        }
    }

    public int size() {
        return attempts.size();
    }
}
