package io.parley.session.stanza;

import io.parley.bus.Problem;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Addresses as clients write them (RFC 7622); a name alone is a user of our own domain. */
public final class Addressee {
    private static final String NOT_IN_A_DOMAIN = "\"&'/<>@";

    private Addressee() {
    }

    /** @throws io.parley.bus.ProblemException 400 {@code bad-jid} */
    public static Jid of(String text, DomainBareJid home) {
        try {
            boolean nameAlone = text.indexOf('@') < 0 && text.indexOf('.') < 0 && text.indexOf('/') < 0 && !home.toString().equals(text);
            Jid jid = nameAlone ? JidCreate.entityBareFrom(text + "@" + home) : JidCreate.from(text);
            if (text.startsWith("@") || !isSound(jid)) {
                throw bad(text);
            }
            return jid;
        } catch (XmppStringprepException e) {
            throw bad(text);
        }
    }

    /** Whether no part has what the JID library lets pass: spaces, and in the domain the marks that end or quote one. */
    public static boolean isSound(Jid jid) {
        String domain = jid.getDomain().toString();
        String local = jid.getLocalpartOrNull() == null ? "" : jid.getLocalpartOrNull().toString();
        return domain.chars().noneMatch(c -> NOT_IN_A_DOMAIN.indexOf(c) >= 0 || isBlank(c)) && local.chars().noneMatch(Addressee::isBlank);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** A contact: a bare JID. */
    public static BareJid contact(String text, DomainBareJid home) {
        return of(text, home).asBareJid();
    }

    /** A person: a bare JID with a local part. */
    public static EntityBareJid person(String text, DomainBareJid home) {
        EntityBareJid person = of(text, home).asEntityBareJidIfPossible();
        if (person == null) {
            throw bad(text);
        }
        return person;
    }

    private static RuntimeException bad(String text) {
        return Problem.badRequest("bad-jid", "'" + text + "' is no address.").exception();
    }
}
