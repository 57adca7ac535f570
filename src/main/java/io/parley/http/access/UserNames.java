package io.parley.http.access;

import java.util.Optional;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.stringprep.XmppStringprepException;

/** What callers write for a user, as the one local part that the user has (RFC 7622, section 3.3): {@code Alice} is {@code alice}. */
public final class UserNames {
    private final String domain;

    public UserNames(String domain) {
        this.domain = domain;
    }

    /** @param written a name, or a bare JID of our domain; empty when nobody can be called so here */
    public Optional<String> prepare(String written) {
        int at = written.lastIndexOf('@');
        if (at >= 0 && !written.substring(at + 1).equalsIgnoreCase(domain)) {
            return Optional.empty();
        }
        String name = at < 0 ? written : written.substring(0, at);
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            return Optional.empty(); // jxmpp's simple preparation lets them pass, into XML, SASL and log lines
        }
        try {
            return Optional.of(Localpart.from(name).toString());
        } catch (XmppStringprepException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
