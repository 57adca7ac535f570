package io.parley.fastpath;

import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The id of a question that was asked with an Idempotency-Key: the same for the same key of the same asker, on whichever node, so that a
 * question whose answer was lost can be asked again and is there once. A key is the asker's own: another user, or a visitor at
 * another address, who gives the same one asks another question.
 */
final class AskKeys {
    /** 16 small letters and digits, as {@link io.parley.chance.Secrets#label} makes them: an id is a room's name too. */
    private static final int LENGTH = 16;

    private AskKeys() {
    }

    static String id(Caller caller, FastpathCommand.Ask asked) {
        byte[] hash = sha256().digest((principal(caller, asked) + '\n' + asked.key()).getBytes(StandardCharsets.UTF_8));
        String digits = new BigInteger(1, hash).toString(Character.MAX_RADIX);
        return digits.substring(digits.length() - LENGTH);
    }

    private static String principal(Caller caller, FastpathCommand.Ask asked) {
        if (caller != null && caller.isMaster()) {
            return "master";
        }
        return caller != null && caller.user() != null ? "user " + caller.user() : "address " + asked.address();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
