package io.parley.fastpath.component;

import java.time.Duration;

/**
 * How the two components (XEP-0114) reach the XMPP server, and what they are called there.
 *
 * @param secret       what both show the server; never in a log
 * @param replyTimeout how long an answer is waited for, the server's to the handshake among them
 */
public record ComponentSettings(String host, int port, String secret, String workgroupDomain, String visitorDomain,
                                String conferenceDomain, Duration replyTimeout) {
    @Override
    public String toString() {
        return workgroupDomain + " and " + visitorDomain + " at " + host + ":" + port;
    }
}
