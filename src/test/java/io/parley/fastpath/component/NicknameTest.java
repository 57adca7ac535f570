package io.parley.fastpath.component;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Whatever an asker calls themselves, a server takes it. */
class NicknameTest {
    @Test
    void namesStayAndTheRestBecomesSpace() {
        assertEquals("Wanda Müller 🎩", Nickname.of("  Wanda\r\n Müller\u0000 🎩\u202e "));
        assertEquals("visitor", Nickname.of(" \u200b\n"));
        assertEquals("visitor", Nickname.of(null));
        assertEquals(60, Nickname.of("x".repeat(500)).length());
    }
}
