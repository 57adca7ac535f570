package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

class AddresseeTest {
    private static final DomainBareJid HOME = JidCreate.domainBareFromOrThrowUnchecked("example.org");

    @Test
    void aNameAloneIsAUserAtHome() {
        assertEquals("bob@example.org", Addressee.of("bob", HOME).toString());
        assertEquals("bob@example.org", Addressee.of("Bob", HOME).toString());
    }

    @Test
    void wholeAddressesAreTakenAsTheyAre() {
        assertEquals("bob@other.net/home", Addressee.of("bob@other.net/home", HOME).toString());
        assertEquals("bob@other.net", Addressee.contact("bob@other.net/home", HOME).toString());
        assertEquals("example.org", Addressee.of("example.org", HOME).toString());
        assertEquals("conference.example.org", Addressee.contact("conference.example.org", HOME).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@example.org", "a@b@c", "two words@example.org", "a@two words", "a@b<c", "a@b\"c", "<a>@b"})
    void whatIsNoAddressIsRefused(String text) {
        assertEquals("bad-jid", assertThrows(ProblemException.class, () -> Addressee.of(text, HOME)).problem().code());
    }

    @Test
    void aDomainIsNoPerson() {
        assertEquals("bad-jid", assertThrows(ProblemException.class, () -> Addressee.person("example.org", HOME)).problem().code());
    }
}
