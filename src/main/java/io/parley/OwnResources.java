package io.parley;

import io.parley.admin.AdminResource;
import io.parley.admin.delivery.Courier;
import io.parley.admin.delivery.CourierVerticle;
import io.parley.admin.delivery.Delivery;
import io.parley.admin.group.GroupResource;
import io.parley.admin.group.MemberNames;
import io.parley.admin.group.RoomsFollowing;
import io.parley.admin.group.UserCheck;
import io.parley.admin.property.Overrides;
import io.parley.admin.property.PropertyResource;
import io.parley.admin.room.GroupFollower;
import io.parley.admin.room.GroupMembers;
import io.parley.admin.server.UserStreams;
import io.parley.admin.sip.SipResource;
import io.parley.admin.system.ClusterResource;
import io.parley.admin.user.Belongings;
import io.parley.bus.Nodes;
import io.parley.keys.Seal;
import io.parley.store.Deliveries;
import io.parley.store.GroupMarks;
import io.parley.store.Groups;
import io.parley.store.SipAccounts;
import io.parley.store.SystemProperties;
import io.parley.store.cluster.Views;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The administration of what Parley itself owns, in its database, and what makes the XMPP server follow it. */
final class OwnResources {
    private final Ground ground;
    private final Nodes nodes;
    private final Seal seal;
    private final MemberNames names;
    private final Deliveries deliveries;
    private final Groups groups;
    private final OwnBookmarks bookmarks;
    private final SystemProperties properties;
    private final SipAccounts sip;

    /**
     * @param seal      encrypts what must not be read in the database
     * @param users     opens streams as users, for what is theirs
     * @param everybody lists the usernames
     */
    OwnResources(Ground ground, Nodes nodes, Seal seal, UserStreams users, Supplier<Future<List<String>>> everybody) {
        this.ground = ground;
        this.nodes = nodes;
        this.seal = seal;
        this.names = new MemberNames(ground.config().xmpp().domain());
        this.deliveries = new Deliveries(ground.store(), ground.clock());
        this.groups = new Groups(ground.store(), deliveries, new GroupMarks(names::user));
        this.bookmarks = new OwnBookmarks(ground, names, deliveries, users, everybody);
        this.properties = new SystemProperties(ground.store());
        this.sip = new SipAccounts(ground.store());
    }

    /** For rooms, which ask who is in a group that they are given. */
    GroupMembers groupMembers() {
        return name -> groups.get(name).map(group -> Stream.concat(group.admins().stream(), group.members().stream()).toList());
    }

    Courier courier(GroupFollower rooms) {
        Map<String, Delivery> byKind = new HashMap<>(new RoomsFollowing(groups, rooms, deliveries).deliveries());
        byKind.putAll(bookmarks.deliveries());
        return new Courier(deliveries, byKind);
    }

    List<AdminResource> resources(UserCheck users, Courier courier) {
        return List.of(new PropertyResource(properties, ground.live()),
                new GroupResource(groups, names, users, courier), bookmarks.resource(courier),
                new SipResource(sip, seal, names),
                new ClusterResource(nodes, ground.cluster().map(others ->
                        () -> new Views(ground.store(), ground.config().cluster().name()).lives())));
    }

    Belongings belongings(Courier courier) {
        return bookmarks.belongings(groups, sip, courier);
    }

    List<Part> parts(Courier courier) {
        return List.of(new Part("properties", 1, () -> new Overrides(properties, ground.live())), bookmarks.part(courier),
                new Part("courier", 1, () -> new CourierVerticle(courier, nodes)));
    }
}
