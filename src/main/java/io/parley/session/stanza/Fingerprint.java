package io.parley.session.stanza;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;

/** Tells whether two messages say the same to the same: SHA-256 of addressee and content. */
final class Fingerprint {
    private Fingerprint() {
    }

    /** 64 hexadecimal digits. */
    static String of(Message message) {
        MessageDigest digest = sha256();
        digest.update(message.getTo().toString().getBytes(StandardCharsets.UTF_8));
        Payloads.read(message).ifPresent(payload -> {
            digest.update((byte) 0);
            digest.update(Optional.ofNullable(payload.body()).orElse("").getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(Optional.ofNullable(payload.data()).orElse("").getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
