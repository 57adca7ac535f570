package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say of how a stream can be resumed (XEP-0198, section 5). */
class ResumptionTest {

    @Test
    void allThatCanBeSaid() throws Exception {
        Resumption said = enabled("id='some&gt;id' resume='true' location='example.org:5299' max='600'");
        assertEquals(new Resumption("some>id", HostAndPort.create("example.org", 5299), Duration.ofMinutes(10)), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id='x'", "id='x' resume='false'", "resume='true'"})
    void whatCannotBeResumed(String attributes) throws Exception {
        assertNull(enabled(attributes));
    }

    @ParameterizedTest
    @CsvSource({"[2001:db8::7]:5222, 2001:db8::7, 5222", "[2001:db8::7], 2001:db8::7, -1", "192.0.2.7:1, 192.0.2.7, 1",
            "example.org, example.org, -1"})
    void places(String written, String host, int port) throws Exception {
        HostAndPort place = enabled("id='x' resume='1' location='" + written + "'").location();
        assertEquals(host, place.host());
        assertEquals(port, place.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "example.org:port", "2001:db8::7", "example.org:99999"})
    void whatIsNoPlaceIsAsGoodAsUnsaid(String written) throws Exception {
        assertNull(enabled("id='x' resume='1' location='" + written + "'").location());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "99999999999999999999"})
    void whatIsNoTimeIsAsGoodAsUnsaid(String written) throws Exception {
        assertNull(enabled("id='x' resume='1' max='" + written + "'").kept());
    }

    private static Resumption enabled(String attributes) throws Exception {
        return Resumption.of(Heard.of("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
                "<enabled xmlns='urn:xmpp:sm:3' " + attributes + "/>"));
    }
}
