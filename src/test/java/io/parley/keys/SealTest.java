package io.parley.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String PLACE = "alice\ns-1";
    private static final String TEXT = "correct horse \u00E4\uD83D\uDE00";

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = fresh();
    private final Seal seal = sealWith(key);

    @Test
    void whatIsSealedIsOpenedAtItsPlaceAlsoByWhoeverHasTheSameKey() {
        String sealed = seal.close(TEXT, PLACE);
        assertEquals(TEXT, seal.open(sealed, PLACE));
        assertEquals(TEXT, sealWith(key).open(sealed, PLACE));
        assertEquals("", seal.open(seal.close("", PLACE), PLACE));
    }

    @Test
    void nothingOfTheTextCanBeSeen() {
        String sealed = seal.close(TEXT, PLACE);
        String bytes = new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.ISO_8859_1);
        assertFalse(sealed.contains("horse") || bytes.contains("horse"));
    }

    @Test
    void atAnotherPlaceItIsWorthNothing() {
        String sealed = seal.close(TEXT, PLACE);
        assertThrows(KeyFault.class, () -> seal.open(sealed, "mallory\ns-1"));
        assertThrows(KeyFault.class, () -> seal.open(sealed, "alice\ns-2"));
    }

    @Test
    void withAnotherKeyItIsWorthNothing() {
        String sealed = seal.close(TEXT, PLACE);
        Seal other = sealWith(fresh());
        assertThrows(KeyFault.class, () -> other.open(sealed, PLACE));
    }

    @Test
    void whateverIsChangedIsNoticed() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.close(TEXT, PLACE));
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThrows(KeyFault.class, () -> seal.open(text, PLACE), "byte " + at);
        }
    }

    @Test
    void whatIsTooShortOrNoBase64IsNoSealedText() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.close(TEXT, PLACE));
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(cut);
            assertThrows(KeyFault.class, () -> seal.open(text, PLACE), "length " + length);
        }
        assertThrows(KeyFault.class, () -> seal.open("!not base64!", PLACE));
    }

    @Test
    void theSameTextNeverLooksTheSameTwice() {
        assertEquals(1_000, IntStream.range(0, 1_000).mapToObj(time -> seal.close(TEXT, PLACE)).distinct().count());
        assertNotEquals(seal.close(TEXT, PLACE).substring(0, 16), seal.close(TEXT, PLACE).substring(0, 16), "the nonce");
    }

    private byte[] fresh() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private Seal sealWith(byte[] bytes) {
        return new Seal(new SecretKeySpec(bytes, "AES"), random);
    }
}
