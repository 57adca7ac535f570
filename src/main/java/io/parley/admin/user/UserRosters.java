package io.parley.admin.user;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.server.UserStreams;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.RosterCommand.AddRosterItem;
import io.parley.bus.RosterCommand.ChangeRosterItem;
import io.parley.bus.RosterCommand.GetRoster;
import io.parley.bus.RosterCommand.RemoveRosterItem;
import io.parley.bus.UserReply.Contact;
import io.parley.bus.UserReply.Roster;
import io.parley.session.stanza.Addressee;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.DomainBareJid;

/** Rosters of users (RFC 6121, section 2), read and changed on a stream of theirs. */
public final class UserRosters implements AdminResource {
    private final UserStreams streams;
    private final Subscribing subscribing;
    private final DomainBareJid domain;

    public UserRosters(UserStreams streams, Subscribing subscribing, DomainBareJid domain) {
        this.streams = streams;
        this.subscribing = subscribing;
        this.domain = domain;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(GetRoster.class, asked -> streams.as(asked.username(), UserRosters::load)
                .map(items -> new Roster(items.stream().map(UserRosters::contact).toList())));
        table.on(AddRosterItem.class, this::add);
        table.on(ChangeRosterItem.class, this::change);
        table.on(RemoveRosterItem.class, this::remove);
    }

    private static Future<List<RosterPacket.Item>> load(IqChannel user) {
        return user.request(new RosterPacket())
                .map(answer -> answer instanceof RosterPacket roster ? roster.getRosterItems() : List.of());
    }

    private static Contact contact(RosterPacket.Item item) {
        return new Contact(item.getJid().toString(), item.getName(), Subscribing.number(item.getItemType()),
                item.getGroupNames().stream().sorted().toList());
    }

    private Future<Done> add(AddRosterItem asked) {
        BareJid jid = Addressee.contact(asked.jid(), domain);
        return subscribing.possible(asked.username(), jid, ItemType.none, asked.subscriptionType())
                .compose(possible -> streams.as(asked.username(), user -> find(user, jid)
                        .compose(known -> known.isPresent() ? exists(jid)
                                : set(user, jid, asked.nickname(), asked.groups() == null ? List.of() : asked.groups()))))
                .compose(added -> subscribing.become(asked.username(), jid, ItemType.none, asked.subscriptionType())).map(new Done());
    }

    private Future<Done> change(ChangeRosterItem asked) {
        BareJid jid = Addressee.contact(asked.jid(), domain);
        return streams.as(asked.username(), user -> known(user, jid)
                        .compose(item -> subscribing.possible(asked.username(), jid, item.getItemType(), asked.subscriptionType())
                                .compose(possible -> set(user, jid, asked.nickname() == null ? item.getName() : asked.nickname(),
                                        asked.groups() == null ? List.copyOf(item.getGroupNames()) : asked.groups()))
                                .map(item.getItemType())))
                .compose(type -> subscribing.become(asked.username(), jid, type, asked.subscriptionType())).map(new Done());
    }

    private Future<Done> remove(RemoveRosterItem asked) {
        BareJid jid = Addressee.contact(asked.jid(), domain);
        return streams.as(asked.username(), user -> known(user, jid).compose(item -> {
            RosterPacket.Item gone = new RosterPacket.Item(jid, null);
            gone.setItemType(ItemType.remove);
            return set(user, gone);
        })).map(new Done());
    }

    private static Future<Optional<RosterPacket.Item>> find(IqChannel user, BareJid jid) {
        return load(user).map(items -> items.stream().filter(item -> jid.equals(item.getJid())).findFirst());
    }

    private static Future<RosterPacket.Item> known(IqChannel user, BareJid jid) {
        return find(user, jid).compose(found -> found.map(Future::succeededFuture).orElseGet(() ->
                Future.failedFuture(Problem.notFound("unknown-contact", jid + " is no contact of this user.").exception())));
    }

    private static <T> Future<T> exists(BareJid jid) {
        return Future.failedFuture(Problem.conflict("contact-exists", jid + " is a contact of this user already.").exception());
    }

    /** A roster set replaces the whole item (RFC 6121, section 2.1.2.4). */
    private static Future<Void> set(IqChannel user, BareJid jid, String nickname, List<String> groups) {
        RosterPacket.Item item = new RosterPacket.Item(jid, nickname);
        groups.forEach(item::addGroupName);
        return set(user, item);
    }

    private static Future<Void> set(IqChannel user, RosterPacket.Item item) {
        RosterPacket change = new RosterPacket();
        change.setType(IQ.Type.set);
        change.addRosterItem(item);
        return user.request(change).mapEmpty();
    }
}
