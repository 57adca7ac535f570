package io.parley.session.stanza;

import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand.AddContact;
import io.parley.bus.SessionCommand.ListContacts;
import io.parley.bus.SessionCommand.RemoveContact;
import io.parley.bus.SessionCommand.UpdateContact;
import io.parley.bus.SessionReply.ContactPresence;
import io.parley.bus.SessionReply;
import io.parley.bus.XmlText;
import io.parley.session.CommandTable;
import io.parley.session.Family;
import io.parley.session.Link;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jxmpp.jid.BareJid;

/** The user's contacts: the roster with the presence that is known of each. */
public final class Contacts implements Family {
    private final Link link;
    private final Roster roster;
    private final Subscriptions subscriptions;
    private final Presences presences;

    public Contacts(Link link, Roster roster, Subscriptions subscriptions, Presences presences) {
        this.link = link;
        this.roster = roster;
        this.subscriptions = subscriptions;
        this.presences = presences;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(ListContacts.class, asked -> list());
        table.on(AddContact.class, this::add);
        table.on(UpdateContact.class, this::update);
        table.on(RemoveContact.class, this::remove);
    }

    private Future<SessionReply.Contacts> list() {
        return roster.load().map(items -> new SessionReply.Contacts(items.stream().map(this::view).toList()));
    }

    private SessionReply.RosterItem view(RosterPacket.Item item) {
        ContactPresence presence = presences.of(item.getJid());
        return new SessionReply.RosterItem(item.getJid().toString(), item.getName(), number(item.getItemType()),
                item.getGroupNames().stream().sorted().toList(), presence.show(), presence.status(),
                item.isSubscriptionPending() ? true : null);
    }

    /** The numbers of Openfire's REST API. */
    private static int number(ItemType type) {
        return switch (type) {
            case remove -> -1;
            case none -> 0;
            case to -> 1;
            case from -> 2;
            case both -> 3;
        };
    }

    private Future<Done> add(AddContact asked) {
        BareJid contact = contact(asked.jid());
        if (contact.equals(link.account())) {
            return Future.failedFuture(Problem.badRequest("bad-contact", "Nobody is a contact of themselves.").exception());
        }
        return roster.find(contact).compose(known -> set(contact, known, asked.nickname(), asked.groups())).map(result -> {
            if (subscriptions.hasAsked(contact)) {
                subscriptions.approve(contact);
            }
            subscriptions.subscribe(contact);
            return new Done();
        });
    }

    private Future<Done> update(UpdateContact asked) {
        BareJid contact = contact(asked.jid());
        return roster.find(contact).compose(known -> known.isEmpty() ? unknown(contact)
                : set(contact, known, asked.nickname(), asked.groups()));
    }

    private Future<Done> remove(RemoveContact asked) {
        BareJid contact = contact(asked.jid());
        boolean refused = subscriptions.hasAsked(contact);
        if (refused) {
            subscriptions.refuse(contact);
        }
        return roster.find(contact).compose(item -> {
            if (item.isEmpty()) {
                return refused ? Future.succeededFuture(new Done()) : unknown(contact);
            }
            RosterPacket.Item gone = new RosterPacket.Item(contact, null);
            gone.setItemType(ItemType.remove);
            return roster.set(gone).map(done -> new Done());
        });
    }

    private static Future<Done> unknown(BareJid contact) {
        return Future.failedFuture(Problem.notFound("unknown-contact", contact + " is no contact.").exception());
    }

    /** A roster set replaces the whole item (RFC 6121, section 2.1.2.4): what is not given stays as it was. */
    private Future<Done> set(BareJid contact, Optional<RosterPacket.Item> known, String nickname, List<String> groups) {
        String name = nickname == null ? known.map(RosterPacket.Item::getName).orElse(null) : nickname;
        RosterPacket.Item item = new RosterPacket.Item(contact, XmlText.require("nickname", name));
        List<String> kept = known.map(before -> List.copyOf(before.getGroupNames())).orElse(List.of());
        (groups == null ? kept : groups).forEach(group -> item.addGroupName(XmlText.require("groups", group)));
        return roster.set(item).map(done -> new Done());
    }

    private BareJid contact(String jid) {
        return Addressee.contact(jid, link.account().asDomainBareJid());
    }
}
