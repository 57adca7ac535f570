package io.parley.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret of trusted back-ends. */
final class MasterSecret {
    private final byte[] secret;

    MasterSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the same time wherever the first wrong character is, so that nobody finds the secret out character by character. */
    boolean is(String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), secret);
    }
}
