package io.parley.fastpath.component;

import java.util.Locale;

/** The parts of JIDs (RFC 7622, section 3) that come from the server, which has checked them. */
final class Address {
    private Address() {
    }

    static String bare(String jid) {
        int slash = jid.indexOf('/');
        return slash < 0 ? jid : jid.substring(0, slash);
    }

    /** Empty when there is none. */
    static String resource(String jid) {
        int slash = jid.indexOf('/');
        return slash < 0 ? "" : jid.substring(slash + 1);
    }

    static String domain(String jid) {
        String bare = bare(jid);
        return bare.substring(bare.indexOf('@') + 1);
    }

    /** A bare JID as servers write it. */
    static String plain(String jid) {
        return jid.toLowerCase(Locale.ROOT);
    }

    /** A local part as servers write it: they answer in lower case, whatever they were asked in. */
    static String local(String name, String domain) {
        return name.toLowerCase(Locale.ROOT) + "@" + domain;
    }
}
