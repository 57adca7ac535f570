package io.parley.session.stanza;

import io.parley.session.EventData;
import io.parley.session.Family;
import io.parley.session.Link;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jxmpp.jid.BareJid;

/**
 * Who may see whose presence (RFC 6121, section 3): requests, and the answers to them. Approval beforehand (section 3.4) is not used:
 * Prosody 0.12 answers such a request, but goes on treating it as open.
 */
public final class Subscriptions implements Family {
    private static final int MOST_REQUESTS = 500;

    private final Link link;
    private final Roster roster;
    private final BooleanSupplier acceptAll;
    private final Set<BareJid> requests = new LinkedHashSet<>();

    /** @param acceptAll whether everybody who asks may see the user, as the older API had it */
    public Subscriptions(Link link, Roster roster, BooleanSupplier acceptAll) {
        this.link = link;
        this.roster = roster;
        this.acceptAll = acceptAll;
    }

    @Override
    public boolean take(Stanza stanza) {
        if (!(stanza instanceof Presence presence) || presence.getFrom() == null) {
            return false;
        }
        switch (presence.getType()) {
            case subscribe -> asked(presence);
            case subscribed, unsubscribed -> tell(presence);
            case unsubscribe -> requests.remove(presence.getFrom().asBareJid());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void asked(Presence presence) {
        BareJid who = presence.getFrom().asBareJid();
        if (acceptAll.getAsBoolean()) {
            approve(who);
            subscribe(who);
            return;
        }
        if (requests.size() < MOST_REQUESTS) {
            requests.add(who);
        }
        wanted(who).onSuccess(wanted -> {
            if (wanted) {
                approve(who);
            } else {
                tell(presence);
            }
        }).onFailure(rosterUnknown -> tell(presence));
    }

    /** Whoever is asked may ask back and is approved at once: two who add each other see each other. */
    private Future<Boolean> wanted(BareJid who) {
        return roster.find(who).map(item -> item.isPresent() && (item.get().isSubscriptionPending()
                || item.get().getItemType() == RosterPacket.ItemType.to || item.get().getItemType() == RosterPacket.ItemType.both));
    }

    private void tell(Presence presence) {
        link.emit(EventData.PRESENCE, new EventData.Subscription(presence.getType().name(), presence.getFrom().asBareJid().toString(),
                presence.getTo() == null ? null : presence.getTo().toString(), presence.getStatus()));
    }

    /** Whether this one waits to be allowed to see the user. */
    boolean hasAsked(BareJid who) {
        return requests.contains(who);
    }

    void subscribe(BareJid who) {
        send(Presence.Type.subscribe, who);
    }

    void approve(BareJid who) {
        requests.remove(who);
        send(Presence.Type.subscribed, who);
    }

    void refuse(BareJid who) {
        requests.remove(who);
        send(Presence.Type.unsubscribed, who);
    }

    private void send(Presence.Type type, BareJid to) {
        link.send(PresenceBuilder.buildPresence(link.newId("p-")).ofType(type).to(to).build());
    }

    /** After a new login the server tells the open requests again. */
    public void forget() {
        requests.clear();
    }
}
