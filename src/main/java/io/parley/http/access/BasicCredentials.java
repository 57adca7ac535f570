package io.parley.http.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** User and password of an Authorization header (RFC 7617), as they were written. */
record BasicCredentials(String user, String password) {

    /** @param encoded what follows {@code Basic}; empty when it is malformed */
    static Optional<BasicCredentials> decode(String encoded) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded))).toString();
            int colon = text.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "BasicCredentials[" + user + "]"; // a password never reaches a log
    }
}
