package io.parley.session.room;

import io.parley.session.EventData;
import io.parley.session.Family;
import io.parley.session.Link;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.parsing.StandardExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** Invitations to rooms, mediated by the room (XEP-0045, section 7.8.2) and direct (XEP-0249). */
public final class Invitations implements Family {
    private static final String DIRECT = "x";
    private static final String DIRECT_NAMESPACE = "jabber:x:conference";

    static {
        // Smack's own reads the room's address alone, and not the reason and the password
        ProviderManager.addExtensionProvider(DIRECT, DIRECT_NAMESPACE, StandardExtensionElementProvider.INSTANCE);
    }

    private final Link link;
    private final String meetingUrl;

    /** @param meetingUrl template with {@code {domain}} and {@code {room}} */
    public Invitations(Link link, String meetingUrl) {
        this.link = link;
        this.meetingUrl = meetingUrl;
    }

    @Override
    public boolean take(Stanza stanza) {
        if (!(stanza instanceof Message message) || message.getType() == Message.Type.error
                || message.getType() == Message.Type.groupchat || message.getFrom() == null) {
            return false;
        }
        MUCUser user = MUCUser.from(message);
        if (user != null && user.getInvite() != null) {
            Jid inviter = user.getInvite().getFrom();
            tell(message, message.getFrom().asEntityBareJidIfPossible(), inviter == null ? message.getFrom() : inviter,
                    user.getInvite().getReason(), user.getPassword());
            return true;
        }
        if (message.getExtensionElement(DIRECT, DIRECT_NAMESPACE) instanceof StandardExtensionElement direct) {
            String reason = direct.getAttributeValue("reason");
            tell(message, JidCreate.entityBareFromOrNull(direct.getAttributeValue("jid")), message.getFrom(),
                    reason == null ? message.getBody() : reason, direct.getAttributeValue("password"));
            return true;
        }
        return false;
    }

    private void tell(Message message, EntityBareJid room, Jid inviter, String reason, String password) {
        if (room != null) {
            link.emit(EventData.MUC, new EventData.Invitation("invitationReceived", room.toString(), inviter.toString(),
                    link.self().toString(), room.toString(), url(room), reason, password));
        }
    }

    private String url(EntityBareJid room) {
        return meetingUrl.replace("{domain}", link.account().getDomain().toString()).replace("{room}", room.getLocalpart().toString());
    }
}
