package io.parley.http.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Basic credentials that were good a short while ago, so that not every request costs an XMPP login. Passwords are kept as salted
 * hashes only. The least recently used is forgotten when it is full. For all event loops of a node.
 */
public final class BasicMemory {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int SALT_BYTES = 16;
    private static final String HASH = "HmacSHA256";

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;
    private final Duration lifetime;
    private final InstantSource clock;
    private final SecureRandom random;
    private long evictions;

    private record Entry(byte[] salt, byte[] hash, Instant until) {
    }

    /** @param lifetime how long credentials are remembered; never longer than 5 minutes */
    public BasicMemory(int capacity, Duration lifetime, InstantSource clock, SecureRandom random) {
        this.capacity = capacity;
        this.lifetime = lifetime.compareTo(LONGEST) < 0 ? lifetime : LONGEST;
        this.clock = clock;
        this.random = random;
    }

    boolean knows(String user, String password) {
        Entry entry = current(user);
        return entry != null && MessageDigest.isEqual(entry.hash, hash(entry.salt, password));
    }

    /** How often somebody was forgotten on purpose; to be read before credentials are checked, and given to {@link #remember}. */
    synchronized long evictions() {
        return evictions;
    }

    /** @param before what {@link #evictions} was before the check: a password changed meanwhile must not be remembered after all */
    void remember(String user, String password, long before) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        keep(user, new Entry(salt, hash(salt, password), clock.instant().plus(lifetime)), before);
    }

    /** Forgets the user's credentials at once: the password changed, the user was locked out or deleted. */
    public synchronized void evict(String user) {
        evictions++;
        entries.remove(user);
    }

    private synchronized Entry current(String user) {
        Entry entry = entries.get(user);
        if (entry != null && !clock.instant().isBefore(entry.until)) {
            entries.remove(user);
            return null;
        }
        return entry;
    }

    private synchronized void keep(String user, Entry entry, long before) {
        if (before != evictions) {
            return;
        }
        entries.put(user, entry);
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static byte[] hash(byte[] salt, String password) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(salt, HASH));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + HASH, e);
        }
    }
}
