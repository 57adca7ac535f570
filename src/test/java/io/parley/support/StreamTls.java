package io.parley.support;

import java.util.Locale;

/** How the nodes of the tests secure their streams to the XMPP server, as the system property {@code parley.tls} says. */
public enum StreamTls {
    /** not at all: loopback */
    NONE("disabled"),
    STARTTLS("required"),
    /** from the first byte on (XEP-0368) */
    DIRECT("direct");

    private final String setting;

    StreamTls(String setting) {
        this.setting = setting;
    }

    static StreamTls wanted() {
        return valueOf(System.getProperty("parley.tls", "none").toUpperCase(Locale.ROOT));
    }

    /** The value of {@code xmpp.tls}. */
    String setting() {
        return setting;
    }
}
