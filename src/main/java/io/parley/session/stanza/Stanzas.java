package io.parley.session.stanza;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.sid.element.StanzaIdElement;
import org.jxmpp.jid.BareJid;

/** What can be read off any stanza. */
public final class Stanzas {
    private Stanzas() {
    }

    /** When it was sent, where it came late (XEP-0203). */
    public static Optional<Instant> delay(Stanza stanza) {
        DelayInformation delay = stanza.getExtension(DelayInformation.class);
        return delay == null ? Optional.empty() : Optional.of(delay.getStamp().toInstant());
    }

    /** The archive's id (XEP-0359); only what that archive itself has written there counts, anybody can write another. */
    public static String stanzaId(Message message, BareJid archive) {
        return message.getExtensions(StanzaIdElement.class).stream()
                .filter(id -> archive.toString().equals(id.getBy()))
                .map(StanzaIdElement::getId).findFirst().orElse(null);
    }

    /** The message, marked with the time at which its archive had it, unless it says itself when it was sent. */
    public static Message delayed(Message message, Instant time) {
        if (delay(message).isEmpty()) {
            message.addExtension(new DelayInformation(Date.from(time)));
        }
        return message;
    }

    /** The contract's word for a presence: chat, available, away, xa, dnd or offline. */
    public static String show(Presence presence) {
        return presence.getType() == Presence.Type.available ? presence.getMode().toString() : "offline";
    }
}
