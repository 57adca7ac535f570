package io.parley.session.stanza;

import io.parley.bus.Done;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.GetPresence;
import io.parley.bus.SessionCommand.SetPresence;
import io.parley.bus.SessionReply.ContactPresence;
import io.parley.bus.XmlText;
import io.parley.session.CommandTable;
import io.parley.session.EventData;
import io.parley.session.Family;
import io.parley.session.Link;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.Jid;

/** Own presence and that of contacts (RFC 6121, section 4). */
public final class Presences implements Family {
    /** Contacts whose presence is kept; those beyond are still told as events. */
    private static final int MOST_CONTACTS = 5_000;

    /** What the user has said of themselves; {@code show} in the contract's words. */
    private record Own(String show, String status) {
    }

    private final Link link;
    private final Consumer<Boolean> here;
    private final Map<BareJid, Map<Jid, Presence>> contacts = new HashMap<>();
    private Own own = new Own("available", null);
    private boolean away;
    private boolean untold;

    /** @param here told whether own presence says "I am here": available or chat, and somebody looks at the events */
    public Presences(Link link, Consumer<Boolean> here) {
        this.link = link;
        this.here = here;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(SetPresence.class, this::set);
        table.on(GetPresence.class, this::get);
    }

    /** As it was on another node; it is said with the next login to the XMPP server. */
    public void restore(String show, String status, boolean wasAway) {
        own = new Own(show, status);
        away = wasAway;
        tellWhetherHere();
    }

    /** What the user has chosen. */
    public String show() {
        return own.show();
    }

    public String status() {
        return own.status();
    }

    /** Whether nobody looks at the events. */
    public boolean isAway() {
        return away;
    }

    private Future<Done> set(SetPresence asked) {
        Own before = own;
        become(new Own(asked.show() == null ? "available" : asked.show(), XmlText.require("status", asked.status())));
        try {
            broadcast();
        } catch (RuntimeException notSent) {
            own = before;
            throw notSent;
        }
        tellWhetherHere();
        return Future.succeededFuture(new Done());
    }

    /** Sends what the user has chosen, or away while nobody looks at the events; again after every login to the XMPP server. */
    public void broadcast() {
        link.send(stanza().build());
        untold = false;
    }

    /** The user's presence as it is now, to be addressed. */
    public PresenceBuilder stanza() {
        PresenceBuilder presence = PresenceBuilder.buildPresence(link.newId("p-"));
        if ("offline".equals(own.show())) {
            presence.ofType(Presence.Type.unavailable);
        } else if (away && saysHere()) {
            presence.setMode(Presence.Mode.away);
        } else {
            presence.setMode(Presence.Mode.valueOf(own.show()));
        }
        if (own.status() != null) {
            presence.setStatus(own.status());
        }
        return presence;
    }

    /** A presence that the client has written itself is remembered like one that it asked for. */
    void sentByHand(Presence presence) {
        if (presence.getType() == Presence.Type.available || presence.getType() == Presence.Type.unavailable) {
            become(new Own(Stanzas.show(presence), presence.getStatus()));
            tellWhetherHere();
        }
    }

    /** Whoever is offline is told nothing (RFC 6121, section 4.4.2); the server tells all anew to who comes back. */
    private void become(Own next) {
        if ("offline".equals(own.show())) {
            contacts.clear();
        }
        own = next;
    }

    /** The last stream has been gone for a while, or one has come: only a presence that says "I am here" changes by it. */
    public void away(boolean nowAway) {
        if (away != nowAway) {
            away = nowAway;
            tryBroadcast();
            tellWhetherHere();
        }
    }

    private void tellWhetherHere() {
        here.accept(saysHere() && !away);
    }

    private boolean saysHere() {
        return own.show().equals("available") || own.show().equals("chat");
    }

    /** A stream opens while the XMPP server is away, too; the presence follows when it is back. */
    private void tryBroadcast() {
        try {
            broadcast();
        } catch (ProblemException unsent) {
            untold = true;
        }
    }

    /** Says what could not be said while the stream was lost. */
    public void catchUp() {
        if (untold) {
            tryBroadcast();
        }
    }

    /** After a new login to the XMPP server: it tells everything anew, and what it does not tell is over. */
    public void forget() {
        contacts.clear();
    }

    @Override
    public boolean take(Stanza stanza) {
        if (!(stanza instanceof Presence presence) || presence.getFrom() == null) {
            return stanza instanceof Presence;
        }
        switch (presence.getType()) {
            case available, unavailable -> moved(presence);
            default -> {
                // the server answers the rest; errors and probes tell a user nothing
            }
        }
        return true;
    }

    private void moved(Presence presence) {
        BareJid contact = presence.getFrom().asBareJid();
        Map<Jid, Presence> resources = contacts.get(contact);
        if (presence.getType() == Presence.Type.available) {
            if (resources == null && contacts.size() < MOST_CONTACTS) {
                resources = new HashMap<>();
                contacts.put(contact, resources);
            }
            if (resources != null) {
                resources.put(presence.getFrom(), presence);
            }
        } else if (resources != null) {
            resources.remove(presence.getFrom());
            if (resources.isEmpty() || presence.getFrom().hasNoResource()) {
                contacts.remove(contact);
            }
        }
        link.emit(EventData.PRESENCE, event(presence));
    }

    private static EventData.Presence event(Presence presence) {
        return new EventData.Presence("presence", presence.getFrom().toString(), text(presence.getTo()), Stanzas.show(presence),
                presence.getStatus());
    }

    private Future<ContactPresence> get(GetPresence asked) {
        return Future.succeededFuture(of(Addressee.contact(asked.jid(), link.account().asDomainBareJid())));
    }

    /** What is known of a contact: the device with the highest priority speaks for all. */
    ContactPresence of(BareJid contact) {
        Collection<Presence> all = contacts.getOrDefault(contact, Map.of()).values();
        List<ContactPresence.Resource> resources = all.stream()
                .sorted(Comparator.comparingInt(Presence::getPriority).reversed().thenComparing(one -> one.getMode().ordinal()))
                .map(one -> new ContactPresence.Resource(one.getFrom().toString(), Stanzas.show(one), one.getStatus(), one.getPriority()))
                .toList();
        return resources.isEmpty()
                ? new ContactPresence(contact.toString(), "offline", null, List.of())
                : new ContactPresence(contact.toString(), resources.get(0).show(), resources.get(0).status(), resources);
    }

    /** Everything known now, for a stream that cannot be told the events. */
    public List<EventData.Presence> snapshot() {
        return contacts.values().stream().flatMap(resources -> resources.values().stream()).map(Presences::event).toList();
    }

    private static String text(Jid jid) {
        return jid == null ? null : jid.toString();
    }
}
