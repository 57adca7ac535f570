package io.parley.admin.user;

import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jxmpp.jid.BareJid;

/**
 * What two users would have to say to each other until their subscriptions are as wanted (RFC 6121, section 3), in turns: the user, the
 * contact, and the user again.
 */
record SubscriptionChange(List<Presence> first, List<Presence> answer, List<Presence> last) {

    static SubscriptionChange between(BareJid user, BareJid contact, ItemType now, ItemType wanted) {
        boolean asks = hears(wanted) && !hears(now);
        boolean isAsked = tells(wanted) && !tells(now);
        List<Presence> first = new ArrayList<>();
        List<Presence> answer = new ArrayList<>();
        List<Presence> last = new ArrayList<>();
        if (asks) {
            first.add(presence(contact, Presence.Type.subscribe));
            answer.add(presence(user, Presence.Type.subscribed));
        } else if (hears(now) && !hears(wanted)) {
            first.add(presence(contact, Presence.Type.unsubscribe));
        }
        if (isAsked) {
            answer.add(presence(user, Presence.Type.subscribe));
            last.add(presence(contact, Presence.Type.subscribed));
        } else if (tells(now) && !tells(wanted)) {
            first.add(presence(contact, Presence.Type.unsubscribed));
        }
        return new SubscriptionChange(first, answer, last);
    }

    private static boolean hears(ItemType type) {
        return type == ItemType.to || type == ItemType.both;
    }

    private static boolean tells(ItemType type) {
        return type == ItemType.from || type == ItemType.both;
    }

    private static Presence presence(BareJid to, Presence.Type type) {
        return PresenceBuilder.buildPresence().ofType(type).to(to).build();
    }
}
