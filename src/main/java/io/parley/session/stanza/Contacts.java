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
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jxmpp.jid.BareJid;

/** The roster (RFC 6121, section 2). The server owns it; it is asked each time, so that no copy of it can be wrong. */
public final class Contacts implements Family {
    private final Link link;
    private final Presences presences;

    public Contacts(Link link, Presences presences) {
        this.link = link;
        this.presences = presences;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(ListContacts.class, asked -> list());
        table.on(AddContact.class, this::add);
        table.on(UpdateContact.class, this::update);
        table.on(RemoveContact.class, this::remove);
    }

    /** Asks for the roster; the server tells roster changes and answered requests only to those who have. */
    public Future<List<RosterPacket.Item>> load() {
        return link.iqs().request(new RosterPacket()).map(answer -> answer instanceof RosterPacket roster
                ? roster.getRosterItems() : List.of());
    }

    private Future<SessionReply.Contacts> list() {
        return load().map(items -> new SessionReply.Contacts(items.stream().map(this::view).toList()));
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
        return set(contact, asked.nickname(), asked.groups()).map(result -> {
            // where nobody has asked yet this approves beforehand (RFC 6121, section 3.4): two who add each other see each other at once
            presences.approve(contact);
            presences.subscribe(contact);
            return new Done();
        });
    }

    private Future<Done> update(UpdateContact asked) {
        BareJid contact = contact(asked.jid());
        return find(contact).compose(item -> item.isEmpty() ? unknown(contact)
                : set(contact, asked.nickname() == null ? item.get().getName() : asked.nickname(),
                        asked.groups() == null ? List.copyOf(item.get().getGroupNames()) : asked.groups()));
    }

    private Future<Done> remove(RemoveContact asked) {
        BareJid contact = contact(asked.jid());
        presences.forgetWish(contact);
        boolean refused = presences.hasAsked(contact);
        if (refused) {
            presences.refuse(contact);
        }
        return find(contact).compose(item -> {
            if (item.isEmpty()) {
                return refused ? Future.succeededFuture(new Done()) : unknown(contact);
            }
            RosterPacket.Item gone = new RosterPacket.Item(contact, null);
            gone.setItemType(ItemType.remove);
            return send(gone);
        });
    }

    private Future<Optional<RosterPacket.Item>> find(BareJid contact) {
        return load().map(items -> items.stream().filter(item -> contact.equals(item.getJid())).findFirst());
    }

    private static Future<Done> unknown(BareJid contact) {
        return Future.failedFuture(Problem.notFound("unknown-contact", contact + " is no contact.").exception());
    }

    private Future<Done> set(BareJid contact, String nickname, List<String> groups) {
        RosterPacket.Item item = new RosterPacket.Item(contact, XmlText.require("nickname", nickname));
        if (groups != null) {
            groups.forEach(group -> item.addGroupName(XmlText.require("groups", group)));
        }
        return send(item);
    }

    private Future<Done> send(RosterPacket.Item item) {
        RosterPacket change = new RosterPacket();
        change.setType(IQ.Type.set);
        change.addRosterItem(item);
        return link.iqs().request(change).map(result -> new Done());
    }

    private BareJid contact(String jid) {
        return Addressee.contact(jid, link.account().asDomainBareJid());
    }
}
