package io.parley.session.room;

import io.parley.session.EventData;
import io.parley.session.Family;
import io.parley.session.Link;
import java.util.Optional;
import java.util.function.Supplier;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.parsing.StandardExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Invitations to rooms, mediated by the room (XEP-0045, section 7.8.2) and direct (XEP-0249). Who invites to the room of a question is the
 * workgroup.
 */
public final class Invitations implements Family {
    private static final String DIRECT = "x";
    private static final String DIRECT_NAMESPACE = "jabber:x:conference";
    private static final String SESSION = "session";
    private static final String SESSION_NAMESPACE = "http://jivesoftware.com/protocol/workgroup";

    static {
        // Smack's own reads the room's address alone, and not the reason and the password
        ProviderManager.addExtensionProvider(DIRECT, DIRECT_NAMESPACE, StandardExtensionElementProvider.INSTANCE);
    }

    private final Link link;
    private final Supplier<String> meetingUrl;
    private final Optional<DomainBareJid> workgroups;

    /**
     * @param meetingUrl template with {@code {domain}} and {@code {room}}
     * @param workgroups the domain of the workgroups; empty where there is no Fastpath
     */
    public Invitations(Link link, Supplier<String> meetingUrl, Optional<DomainBareJid> workgroups) {
        this.link = link;
        this.meetingUrl = meetingUrl;
        this.workgroups = workgroups;
    }

    @Override
    public boolean take(Stanza stanza) {
        if (!(stanza instanceof Message message) || message.getType() == Message.Type.error
                || message.getType() == Message.Type.groupchat || message.getFrom() == null) {
            return false;
        }
        MUCUser user = MUCUser.from(message);
        if (user != null && user.getInvite() != null) {
            mediated(message, user);
            return true;
        }
        if (message.getExtensionElement(DIRECT, DIRECT_NAMESPACE) instanceof StandardExtensionElement direct) {
            String reason = direct.getAttributeValue("reason");
            tell(message, address(direct, "jid"), message.getFrom(),
                    reason == null ? message.getBody() : reason, direct.getAttributeValue("password"));
            return true;
        }
        return false;
    }

    /** Null where it is missing, too: anybody can send an invitation that names no room. */
    private static EntityBareJid address(StandardExtensionElement element, String attribute) {
        String text = element.getAttributeValue(attribute);
        return text == null ? null : JidCreate.entityBareFromOrNull(text);
    }

    /** In the room of a question the reason is the question's id, which is the room's name too. */
    private void mediated(Message message, MUCUser user) {
        EntityBareJid room = message.getFrom().asEntityBareJidIfPossible();
        Jid inviter = user.getInvite().getFrom() == null ? message.getFrom() : user.getInvite().getFrom();
        String reason = user.getInvite().getReason();
        Optional<EntityBareJid> workgroup = workgroup(message, inviter);
        if (workgroup.isPresent() && room != null) {
            tell(message, room, workgroup.get(), reason == null ? room.getLocalpart().toString() : reason, user.getPassword());
        } else {
            tell(message, room, inviter, reason, user.getPassword());
        }
    }

    /**
     * Prosody writes the room's own occupant as the inviter and keeps what the workgroup has put beside the invitation, ejabberd the other
     * way round.
     */
    private Optional<EntityBareJid> workgroup(Message message, Jid inviter) {
        Jid named = message.getExtensionElement(SESSION, SESSION_NAMESPACE) instanceof StandardExtensionElement session
                ? address(session, "workgroup") : null;
        return isWorkgroup(named) ? Optional.of(named.asEntityBareJidIfPossible())
                : isWorkgroup(inviter) ? Optional.of(inviter.asEntityBareJidIfPossible()) : Optional.empty();
    }

    private boolean isWorkgroup(Jid jid) {
        return jid != null && jid.hasLocalpart() && workgroups.filter(jid.asDomainBareJid()::equals).isPresent();
    }

    private void tell(Message message, EntityBareJid room, Jid inviter, String reason, String password) {
        if (room != null) {
            link.emit(EventData.MUC, new EventData.Invitation("invitationReceived", room.toString(), inviter.toString(),
                    link.self().toString(), room.toString(), url(room), reason, password));
        }
    }

    private String url(EntityBareJid room) {
        return meetingUrl.get().replace("{domain}", link.account().getDomain().toString()).replace("{room}", room.getLocalpart().toString());
    }
}
