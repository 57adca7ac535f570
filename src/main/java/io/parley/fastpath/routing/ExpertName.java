package io.parley.fastpath.routing;

import java.util.Optional;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.stringprep.XmppStringprepException;

/** Reads an expert who is given as a username or as a JID. */
public final class ExpertName {
    private ExpertName() {
    }

    /** The local part, prepared as an XMPP server has it (RFC 7622, section 3.3); empty when it can be none. */
    public static Optional<String> of(String usernameOrJid) {
        String trimmed = usernameOrJid.strip();
        int at = trimmed.indexOf('@');
        try {
            return Optional.of(Localpart.from(at < 0 ? trimmed : trimmed.substring(0, at)).toString());
        } catch (XmppStringprepException e) {
            return Optional.empty();
        }
    }
}
