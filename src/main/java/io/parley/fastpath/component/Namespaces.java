package io.parley.fastpath.component;

/** The XML namespaces that the components speak. */
final class Namespaces {
    /** Of stanzas themselves (XEP-0114); those of {@code jabber:client}, as archives have them, are read as these. */
    static final String STANZA = "jabber:component:accept";
    static final String STREAM = "http://etherx.jabber.org/streams";
    static final String STANZA_ERROR = "urn:ietf:params:xml:ns:xmpp-stanzas";
    static final String MUC = "http://jabber.org/protocol/muc";
    static final String MUC_USER = "http://jabber.org/protocol/muc#user";
    static final String MUC_OWNER = "http://jabber.org/protocol/muc#owner";
    static final String MUC_ADMIN = "http://jabber.org/protocol/muc#admin";
    static final String MUC_CONFIG = "http://jabber.org/protocol/muc#roomconfig";
    static final String FORM = "jabber:x:data";
    static final String ARCHIVE = "urn:xmpp:mam:2";
    static final String RESULT_SET = "http://jabber.org/protocol/rsm";
    static final String FORWARD = "urn:xmpp:forward:0";
    static final String DELAY = "urn:xmpp:delay";
    static final String STANZA_ID = "urn:xmpp:sid:0";
    static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    static final String JSON = "urn:xmpp:json:0";
    static final String PROPERTIES = "http://www.jivesoftware.com/xmlns/xmpp/properties";
    static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    static final String PING = "urn:xmpp:ping";
    static final String WORKGROUP = "http://jabber.org/protocol/workgroup";
    static final String WORKGROUP_SESSION = "http://jivesoftware.com/protocol/workgroup";

    private Namespaces() {
    }
}
