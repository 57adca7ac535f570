package io.parley.xmpp.transport;

import java.time.Duration;

/**
 * What holds for all connections to one server.
 *
 * @param host           where it listens
 * @param replyTimeout   how long each answer of the server may take while a connection is made
 * @param longestElement bytes; a server that sends more in one stanza is told of a policy violation, and the stream ends
 * @param deepest        how deep a stanza's elements may be nested; one that is deeper is left out
 * @param mostUnsent     bytes that may wait for a server that does not read, before sending is refused
 * @param mostWaiting    stanzas that may wait for the server's acknowledgement, before sending is refused
 * @param mostWaitingText and their characters together
 */
public record LineSettings(String host, int port, Security security, Duration replyTimeout, int longestElement, int deepest, int mostUnsent,
                           int mostWaiting, long mostWaitingText) {

    /** How a connection is secured. */
    public enum Security {
        /** not at all; for a server on the same machine */
        NONE,
        /** by STARTTLS, which is required (RFC 6120, section 5) */
        STARTTLS,
        /** by TLS from the first byte on (XEP-0368) */
        DIRECT
    }
}
