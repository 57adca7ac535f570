package io.parley.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final List<String> FILES = List.of(KeyRing.SECRET, KeyRing.API_TOKENS, KeyRing.XMPP_LOGIN, KeyRing.DATA);

    @TempDir
    private Path temporary;
    private Path data;
    private Path keys;

    @BeforeEach
    void nameDirectories() {
        data = temporary.resolve("not/there/yet");
        keys = data.resolve(KeyRing.DIRECTORY);
    }

    @Test
    void theFirstStartMakesKeysThatOnlyTheirOwnerMayRead() throws IOException {
        open();

        assertEquals("rwx------", mode(keys));
        for (String file : FILES) {
            assertEquals("rw-------", mode(keys.resolve(file)), file);
        }
        try (Stream<Path> all = Files.list(keys)) {
            assertEquals(FILES.size(), all.count(), "nothing written aside is left");
        }
    }

    @Test
    void theSecondStartFindsTheSameKeys() {
        KeyRing first = open();
        KeyRing second = open();

        assertEquals(first.secret(), second.secret());
        assertArrayEquals(first.apiTokens().getEncoded(), second.apiTokens().getEncoded());
        assertArrayEquals(first.xmppLogin().getEncoded(), second.xmppLogin().getEncoded());
        assertArrayEquals(first.data().getEncoded(), second.data().getEncoded());
    }

    @Test
    void everyKeyIsItsOwn() {
        KeyRing ring = open();

        Set<String> values = new HashSet<>(List.of(ring.secret(), encoded(ring.apiTokens().getEncoded()),
                encoded(ring.xmppLogin().getEncoded()), encoded(ring.data().getEncoded())));

        assertEquals(4, values.size());
    }

    @Test
    void aConfiguredSecretIsNotWrittenDown() {
        KeyRing ring = KeyRing.open(data, Optional.of("from the environment"), new SecureRandom());

        assertEquals("from the environment", ring.secret());
        assertFalse(Files.exists(keys.resolve(KeyRing.SECRET)));
    }

    @Test
    void theXmppServersReadTheirKeyAsAJwk() throws IOException {
        KeyRing ring = open();

        JsonObject jwk = new JsonObject(Files.readString(keys.resolve(KeyRing.XMPP_LOGIN)));

        assertEquals(new JsonObject().put("kty", "oct").put("use", "sig").put("alg", "HS256")
                .put("k", encoded(ring.xmppLogin().getEncoded())), jwk);
        assertEquals(32, ring.xmppLogin().getEncoded().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {KeyRing.SECRET, KeyRing.API_TOKENS, KeyRing.XMPP_LOGIN, KeyRing.DATA})
    void aFileThatOthersMayReadStopsTheStart(String file) throws IOException {
        open();
        Files.setPosixFilePermissions(keys.resolve(file), PosixFilePermissions.fromString("rw-r-----"));

        KeyFault fault = assertThrows(KeyFault.class, this::open);

        assertOneLineNaming(file, fault);
        assertTrue(fault.getMessage().contains("chmod 600"), fault.getMessage());
    }

    @Test
    void aDirectoryThatOthersMayEnterStopsTheStart() throws IOException {
        open();
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx-----x"));

        assertTrue(assertThrows(KeyFault.class, this::open).getMessage().contains("chmod 700"));
    }

    @ParameterizedTest
    @ValueSource(strings = {KeyRing.API_TOKENS, KeyRing.XMPP_LOGIN, KeyRing.DATA})
    void aCorruptFileStopsTheStartWithoutShowingWhatIsInIt(String file) throws IOException {
        open();
        for (String corrupt : List.of("", "c2hvcnQ", "!confidential!", "{\"k\":\"confidential", "{\"kty\":\"oct\",\"k\":7}")) {
            Files.writeString(keys.resolve(file), corrupt);

            KeyFault fault = assertThrows(KeyFault.class, this::open, corrupt);

            assertOneLineNaming(file, fault);
            assertFalse(fault.getMessage().contains("confidential"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a space"})
    void aSecretThatNoHeaderCanCarryStopsTheStart(String corrupt) throws IOException {
        open();
        Files.writeString(keys.resolve(KeyRing.SECRET), corrupt);

        assertOneLineNaming(KeyRing.SECRET, assertThrows(KeyFault.class, this::open));
    }

    @Test
    void theRingDoesNotPrintItsSecret() {
        KeyRing ring = open();

        assertFalse(ring.toString().contains(ring.secret()));
    }

    private KeyRing open() {
        return KeyRing.open(data, Optional.empty(), new SecureRandom());
    }

    private static void assertOneLineNaming(String file, KeyFault fault) {
        assertTrue(fault.getMessage().contains(file), fault.getMessage());
        assertFalse(fault.getMessage().contains("\n"), fault.getMessage());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
