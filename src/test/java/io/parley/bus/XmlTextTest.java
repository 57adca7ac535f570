package io.parley.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "tab\t lines\r\n", "</script>&\"'", "ü 🎉 \uFFFD \uD7FF \uE000", "\uDBFF\uDFFF"})
    void legalTextPasses(String text) {
        assertEquals(-1, XmlText.firstIllegal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab\u0000", "ab\u0008c", "ab\u000B", "ab\u001F", "ab\uFFFE", "ab\uFFFF", "ab\uD83D", "ab\uD83Dc", "ab\uDE00"})
    void theFirstIllegalCharacterIsFound(String text) {
        assertEquals(2, XmlText.firstIllegal(text));
    }

    @Test
    void theRefusalTellsWhere() {
        Problem refusal = XmlText.refusal("/body");

        assertEquals(422, refusal.status());
        assertEquals("not-xml", refusal.code());
        assertEquals("/body", refusal.errors().get(0).pointer());
    }
}
