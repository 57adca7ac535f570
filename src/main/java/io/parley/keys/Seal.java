package io.parley.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what must not be read where it is kept: AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce. A sealed text is bound to the
 * place that it was sealed for: copied elsewhere it cannot be opened.
 */
public final class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    /** @param key of 256 bits, {@link KeyRing#data} */
    public Seal(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** URL-safe base64 of nonce and ciphertext. */
    public String close(String plain, String place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] closed = run(Cipher.ENCRYPT_MODE, nonce, place, plain.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(NONCE + closed.length).put(nonce).put(closed).array());
    }

    /** @throws KeyFault for what was sealed with another key or for another place, was changed, or was never sealed */
    public String open(String sealed, String place) {
        byte[] all = bytes(sealed);
        if (all.length < NONCE + TAG_BITS / Byte.SIZE) {
            throw new KeyFault("a sealed text is too short");
        }
        byte[] nonce = new byte[NONCE];
        byte[] closed = new byte[all.length - NONCE];
        ByteBuffer.wrap(all).get(nonce).get(closed);
        return new String(run(Cipher.DECRYPT_MODE, nonce, place, closed), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String sealed) {
        try {
            return Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            throw new KeyFault("a sealed text is no base64", e);
        }
    }

    private byte[] run(int mode, byte[] nonce, String place, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new KeyFault("a sealed text cannot be "
                    + (mode == Cipher.ENCRYPT_MODE ? "made" : "opened: it is of another key or place"), e);
        }
    }
}
