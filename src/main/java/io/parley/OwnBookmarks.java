package io.parley;

import io.parley.admin.AdminResource;
import io.parley.admin.bookmark.BookmarkDelivery;
import io.parley.admin.bookmark.BookmarkResource;
import io.parley.admin.bookmark.BookmarkVerticle;
import io.parley.admin.bookmark.EverybodysBookmarks;
import io.parley.admin.delivery.Courier;
import io.parley.admin.delivery.Delivery;
import io.parley.admin.group.MemberNames;
import io.parley.admin.server.UserStreams;
import io.parley.admin.user.Belongings;
import io.parley.admin.user.OwnBelongings;
import io.parley.bus.Addresses;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand.DismissUser;
import io.parley.session.room.RoomNames;
import io.parley.store.DeliveredBookmarks;
import io.parley.store.Deliveries;
import io.parley.store.GivenBookmarks;
import io.parley.store.GroupMarks;
import io.parley.store.Groups;
import io.parley.store.SipAccounts;
import io.parley.store.fastpath.Workgroups;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;

/** Bookmarks that admins give, and how their users get them. */
final class OwnBookmarks {
    private final Ground ground;
    private final DomainBareJid domain;
    private final MemberNames names;
    private final Deliveries deliveries;
    private final GivenBookmarks bookmarks;
    private final DeliveredBookmarks delivered;
    private final BookmarkDelivery delivery;
    private final Supplier<Future<List<String>>> everybody;

    /**
     * @param users     opens streams as users, for what is theirs
     * @param everybody lists the usernames
     */
    OwnBookmarks(Ground ground, MemberNames names, Deliveries deliveries, UserStreams users, Supplier<Future<List<String>>> everybody) {
        this.ground = ground;
        this.domain = JidCreate.domainBareFromOrThrowUnchecked(ground.config().xmpp().domain());
        this.names = names;
        this.deliveries = deliveries;
        this.bookmarks = new GivenBookmarks(ground.store(), deliveries, new GroupMarks(names::user), user -> user + "@" + domain);
        this.delivered = new DeliveredBookmarks(ground.store());
        this.delivery = new BookmarkDelivery(bookmarks, delivered, users,
                user -> JidCreate.entityBareFrom(Localpart.fromOrThrowUnchecked(user), domain));
        this.everybody = everybody;
    }

    Map<String, Delivery> deliveries() {
        return Map.of(GroupMarks.BOOKMARKS, delivery, GivenBookmarks.EVERYBODY, new EverybodysBookmarks(everybody, deliveries));
    }

    AdminResource resource(Courier courier) {
        return new BookmarkResource(bookmarks, names, new RoomNames(domain, ground.config().xmpp().conference()), courier);
    }

    Belongings belongings(Groups groups, SipAccounts sip, Courier courier) {
        return new OwnBelongings(groups, bookmarks, delivered, sip, courier, names, this::dismissed);
    }

    /** A queue has the workgroups at hand, on whatever node it runs; without one they are in the database alone. */
    private Future<?> dismissed(String user) {
        return ground.config().fastpath().secret().isPresent()
                ? ground.bus().request(Addresses.FASTPATH, new FastpathAsk(Caller.master(), new DismissUser(user)), Done.class)
                : ground.store().inTransaction(client -> new Workgroups().dismiss(client, user));
    }

    Part part(Courier courier) {
        return new Part("bookmarks", 1,
                () -> new BookmarkVerticle(ground.bus(), bookmarks, delivery, deliveries, courier, ground.clock()));
    }
}
