package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private final ClientAddress clients = new ClientAddress(List.of("10.0.0.0/8", "192.168.7.7", "2001:db8:1::/48"));

    @Test
    void aStrangersHeadersSayNothing() {
        Requests stranger = Requests.from("203.0.113.9").with("X-Forwarded-For", "198.51.100.1").with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Host", "bank.example").with("Forwarded", "for=198.51.100.1;proto=https;host=bank.example");

        assertEquals(new ClientAddress.Client("203.0.113.9", "http", "chat.example.org:7070"), clients.of(stranger.request()));
    }

    @Test
    void nobodyIsTrustedUnlessConfigured() {
        Requests local = Requests.from("127.0.0.1").with("X-Forwarded-For", "198.51.100.1");

        assertEquals("127.0.0.1", new ClientAddress(List.of()).of(local.request()).address());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "198.51.100.1                           | 198.51.100.1",
        "1.2.3.4, 198.51.100.1                  | 198.51.100.1",
        "1.2.3.4, 198.51.100.1, 10.1.1.1        | 198.51.100.1",
        "10.9.9.9, 192.168.7.7                  | 10.9.9.9",
        "198.51.100.1, 192.168.7.8              | 192.168.7.8",
        "198.51.100.1:5555                      | 198.51.100.1",
        "2001:db8:2::1                          | 2001:db8:2:0:0:0:0:1",
        "[2001:db8:2::1]:5555                   | 2001:db8:2:0:0:0:0:1",
        "198.51.100.1, 2001:db8:1::5            | 198.51.100.1",
        "::ffff:198.51.100.1                    | 198.51.100.1",
        "198.51.100.1, nonsense                 | 10.0.0.1",
        "198.51.100.1, unknown, 10.0.0.2        | 10.0.0.2"})
    void theRightMostAddressThatIsNoProxyCounts(String header, String address) {
        assertEquals(address, clients.of(Requests.from("10.0.0.1").with("X-Forwarded-For", header).request()).address());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "for=198.51.100.1                                        | 198.51.100.1",
        "For=1.2.3.4, for=198.51.100.1;proto=https, FOR=10.1.1.1 | 198.51.100.1",
        "for=\"[2001:db8:2::1]:47\";by=10.0.0.1                  | 2001:db8:2:0:0:0:0:1",
        "for=\"198.51.100.1, 1.2.3.4\"                           | 10.0.0.1",
        "for=1.2.3.4, for=_hidden                                | 10.0.0.1",
        "for=1.2.3.4, proto=https                                | 10.0.0.1"})
    void soItDoesInTheStandardHeader(String header, String address) {
        assertEquals(address, clients.of(Requests.from("10.0.0.1").with("Forwarded", header).request()).address());
    }

    @Test
    void severalHeadersAreOneList() {
        Requests request = Requests.from("10.0.0.1").with("X-Forwarded-For", "1.2.3.4").with("X-Forwarded-For", "198.51.100.1");

        assertEquals("198.51.100.1", clients.of(request.request()).address());
    }

    @Test
    void theHeaderThatTheProxyLeftAloneIsNotBelieved() {
        Requests forged = Requests.from("10.0.0.1").with("X-Forwarded-For", "198.51.100.1").with("Forwarded", "for=1.2.3.4");

        assertEquals("10.0.0.1", clients.of(forged.request()).address());
    }

    @Test
    void bothHeadersThatAgreeAreBelieved() {
        Requests both = Requests.from("10.0.0.1").with("X-Forwarded-For", "198.51.100.1").with("Forwarded", "for=198.51.100.1");

        assertEquals("198.51.100.1", clients.of(both.request()).address());
    }

    @Test
    void aProxyTellsHowItWasAsked() {
        ClientAddress.Client client = clients.of(Requests.from("10.0.0.1").with("X-Forwarded-For", "198.51.100.1")
                .with("X-Forwarded-Proto", "https").with("X-Forwarded-Host", "www.example.org").request());

        assertEquals(new ClientAddress.Client("198.51.100.1", "https", "www.example.org"), client);
        assertTrue(client.isSecure());
    }

    @Test
    void withoutAProxyTheSocketTells() {
        assertTrue(clients.of(Requests.from("203.0.113.9").overTls().request()).isSecure());
        assertFalse(clients.of(Requests.from("203.0.113.9").request()).isSecure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "10.0.0.0/-1", "10.0.0"})
    void aProxyIsConfiguredAsAnAddress(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> new ClientAddress(List.of(wrong)));
    }
}
