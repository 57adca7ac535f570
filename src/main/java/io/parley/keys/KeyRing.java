package io.parley.keys;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Parley's keys, made at first start and kept. None is derived from another, so that one that leaks opens one door only: a token for
 * the API is never a password for the XMPP server.
 *
 * @param secret    the master secret of trusted back-ends
 * @param apiTokens signs API and stream tokens
 * @param xmppLogin signs the tokens that log a user in to the XMPP server, which reads the same key from {@code xmpp-login.jwk}
 * @param data      encrypts data at rest
 */
public record KeyRing(String secret, SecretKey apiTokens, SecretKey xmppLogin, SecretKey data) {
    public static final String DIRECTORY = "keys";
    public static final String SECRET = "secret";
    public static final String API_TOKENS = "api-token.key";
    public static final String XMPP_LOGIN = "xmpp-login.jwk";
    public static final String DATA = "data.key";

    private static final int BYTES = 32;
    private static final String HS256 = "HmacSHA256";

    /**
     * Reads the keys in {@code <dataDirectory>/keys}, and makes those that are missing.
     *
     * @param configuredSecret the master secret, when configuration gives one: then none is kept in a file
     * @throws KeyFault a file that others may read, or that holds no key
     */
    public static KeyRing open(Path dataDirectory, Optional<String> configuredSecret, SecureRandom random) {
        KeyFiles files = new KeyFiles(dataDirectory.resolve(DIRECTORY));
        String secret = configuredSecret.orElseGet(() -> keptSecret(files, random));
        return new KeyRing(secret, key(files, API_TOKENS, HS256, random), jwk(files, random), key(files, DATA, "AES", random));
    }

    /** The same for two nodes exactly when all their keys are; tells nothing of them: SHA-256 over each in its turn. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] key : List.of(secret.getBytes(StandardCharsets.US_ASCII), apiTokens.getEncoded(), xmppLogin.getEncoded(),
                    data.getEncoded())) {
                digest.update(MessageDigest.getInstance("SHA-256").digest(key));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String keptSecret(KeyFiles files, SecureRandom random) {
        String secret = files.readOrMake(SECRET, () -> fresh(random));
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new KeyFault(files.path(SECRET) + " holds no secret: it wants one line of printable characters without spaces");
        }
        return secret;
    }

    private static SecretKey key(KeyFiles files, String name, String algorithm, SecureRandom random) {
        return decoded(files, name, files.readOrMake(name, () -> fresh(random)), algorithm);
    }

    /** RFC 7517 and 7518, section 6.4: the format that ejabberd's {@code jwt_key} and Parley's Prosody module read. */
    private static SecretKey jwk(KeyFiles files, SecureRandom random) {
        String text = files.readOrMake(XMPP_LOGIN, () -> new JsonObject()
                .put("kty", "oct").put("use", "sig").put("alg", "HS256").put("k", fresh(random)).encode());
        try {
            JsonObject jwk = new JsonObject(text);
            if ("oct".equals(jwk.getString("kty")) && "HS256".equals(jwk.getString("alg")) && jwk.getString("k") != null) {
                return decoded(files, XMPP_LOGIN, jwk.getString("k"), HS256);
            }
        } catch (DecodeException | ClassCastException e) {
            throw corrupt(files, XMPP_LOGIN); // without the cause, whose message quotes the key
        }
        throw corrupt(files, XMPP_LOGIN);
    }

    private static SecretKey decoded(KeyFiles files, String name, String text, String algorithm) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw corrupt(files, name);
        }
        if (bytes.length != BYTES) {
            throw corrupt(files, name);
        }
        return new SecretKeySpec(bytes, algorithm);
    }

    private static KeyFault corrupt(KeyFiles files, String name) {
        return new KeyFault(files.path(name) + " holds no key of " + BYTES + " bytes: restore it, or remove it to have a new one made");
    }

    private static String fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "KeyRing"; // the secret never reaches a log
    }
}
