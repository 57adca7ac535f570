package io.parley.xmpp.transport;

import java.util.Set;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * Who logs in, and how.
 *
 * @param authenticationId whose password it is (RFC 4422, section 2)
 * @param password         or a token in its place
 * @param actingAs         the authorization identity; null: whoever authenticates
 * @param mechanisms       the only SASL mechanisms that may be used; empty: all of them
 * @param resource         to be bound; null: the server chooses
 */
public record Login(String authenticationId, String password, EntityBareJid actingAs, Set<String> mechanisms, Resourcepart resource) {
    @Override
    public String toString() {
        return "Login[" + authenticationId + "]"; // a password never reaches a log
    }
}
