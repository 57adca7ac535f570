package io.parley.chance;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes ids that nobody can guess: 128 random bits in 22 characters of URL-safe base64. */
public final class Secrets {
    private static final int LABEL_LENGTH = 16;

    private final RandomGenerator random;

    /** @param random a {@link java.security.SecureRandom} outside of tests */
    public Secrets(RandomGenerator random) {
        this.random = random;
    }

    /** The prefix and 22 characters. */
    public String id(String prefix) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 16 small letters and digits, 82 random bits: for names that XMPP folds to small letters (RFC 7622, section 3.3). */
    public String label() {
        StringBuilder label = new StringBuilder(LABEL_LENGTH);
        for (int at = 0; at < LABEL_LENGTH; at++) {
            label.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
        }
        return label.toString();
    }

    /** A factor in [0, 1), to spread what would otherwise happen all at once. */
    public double jitter() {
        return random.nextDouble();
    }
}
