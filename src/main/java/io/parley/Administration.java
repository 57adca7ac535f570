package io.parley;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminVerticle;
import io.parley.admin.Audit;
import io.parley.admin.DirectoryVerticle;
import io.parley.admin.NoAdminStream;
import io.parley.admin.delivery.Courier;
import io.parley.admin.group.ListedUsers;
import io.parley.admin.room.GroupMembers;
import io.parley.admin.room.RoomAdministration;
import io.parley.admin.server.AdminStream;
import io.parley.admin.server.StandardServerAdmin;
import io.parley.admin.server.VouchedStreams;
import io.parley.admin.session.LiveSessions;
import io.parley.admin.session.NodeSessions;
import io.parley.admin.session.ParleySessions;
import io.parley.admin.session.ServerSessions;
import io.parley.admin.session.Unread;
import io.parley.admin.user.Accounts;
import io.parley.admin.user.AccountsVerticle;
import io.parley.admin.user.Belongings;
import io.parley.admin.user.KnownUsers;
import io.parley.admin.user.LockedUsers;
import io.parley.admin.user.OwnAccount;
import io.parley.admin.user.Subscribing;
import io.parley.admin.user.UserCards;
import io.parley.admin.user.UserRosters;
import io.parley.admin.user.Users;
import io.parley.bus.Nodes;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.keys.Seal;
import io.parley.store.AuditLog;
import io.parley.store.Deliveries;
import io.parley.store.Departures;
import io.parley.store.Lockouts;
import io.parley.store.ProfileProperties;
import io.parley.store.RoomGroups;
import io.parley.store.UserDetails;
import io.parley.time.LoopTimers;
import io.parley.xmpp.Credentials;
import io.parley.xmpp.ServiceStream;
import io.parley.xmpp.StanzaChannel;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.jid.parts.Resourcepart;

/** The parts that administer: what they ask the XMPP server as its admin and as its users, and what they keep in SQL. */
final class Administration {
    private static final int LISTED_USERS = 10_000;
    /** Streams opened as users at once: each lasts a few round trips. */
    private static final int USER_STREAMS = 32;

    private final Ground ground;
    private final DomainBareJid domain;
    private final Secrets secrets;
    private final Optional<ServiceStream> admin;
    private final StandardServerAdmin server;
    private final KnownUsers known;
    private final VouchedStreams streams;
    private final Accounts accounts;
    private final Lockouts lockouts;
    private final Nodes nodes;

    Administration(Ground ground, XmppServer server, Secrets secrets, Nodes nodes, Lockouts lockouts) {
        Config.Xmpp xmpp = ground.config().xmpp();
        this.ground = ground;
        this.domain = JidCreate.domainBareFromOrThrowUnchecked(xmpp.domain());
        this.secrets = secrets;
        this.admin = administrator(xmpp).map(credentials -> stream(server, credentials));
        this.server = new StandardServerAdmin(admin.<AdminStream>map(AdminStream::over).orElseGet(AdminStream::none), domain,
                ground.clock());
        this.accounts = new Accounts(ground.bus(), nodes);
        this.lockouts = lockouts;
        this.nodes = nodes;
        this.known = new KnownUsers(this.server, ground.clock());
        this.streams = new VouchedStreams(ground.vertx(), server, domain, xmpp.passwordless() != Config.Passwordless.NONE, known::require,
                USER_STREAMS, xmpp.replyTimeout(), secrets);
    }

    /** Who asks the server for what only admins may: with a password, or vouched for where the server takes that. */
    private static Optional<Credentials> administrator(Config.Xmpp xmpp) {
        return xmpp.admin().map(admin -> admin.password()
                .<Credentials>map(password -> new Credentials.Password(admin.user(), password))
                .orElseGet(() -> new Credentials.Vouched(admin.user())));
    }

    private EntityBareJid account(String user) {
        return JidCreate.entityBareFrom(Localpart.fromOrThrowUnchecked(user), domain);
    }

    private ServiceStream stream(XmppServer server, Credentials credentials) {
        return new ServiceStream(ground.vertx().getOrCreateContext(), server, account(credentials.user()), credentials,
                Resourcepart.fromOrThrowUnchecked(secrets.id("parley-admin-")), new LoopTimers(ground.vertx()),
                ground.config().xmpp().replyTimeout());
    }

    Part directory() {
        UserDetails details = new UserDetails(ground.store());
        return new Part("directory", 1, () -> new DirectoryVerticle(ground.bus(), this::listed, details,
                new ProfileProperties(ground.store()), ground.clock()));
    }

    /** Whoever chats is shown so many. */
    private Future<List<String>> listed() {
        return server.users().map(users -> users.subList(0, Math.min(users.size(), LISTED_USERS)));
    }

    /** @param forget what is remembered of a user's credentials */
    Part accounts(int shards, Consumer<String> forget) {
        return new Part("accounts", 1, () -> new AccountsVerticle(ground.bus(), shards, user -> {
            forget.accept(user);
            known.changed();
            return lockouts.hasNow(user);
        }, lockouts::load));
    }

    Part sessions(int shards) {
        return new Part("running", 1, () -> new NodeSessions(ground.bus(), shards));
    }

    /** @param seal encrypts what must not be read in the database */
    List<Part> commands(Seal seal) {
        OwnResources own = new OwnResources(ground, nodes, seal, streams, server::users);
        RoomAdministration rooms = rooms(own.groupMembers());
        Courier courier = own.courier(rooms.follower());
        List<AdminResource> all = new ArrayList<>(resources(own.belongings(courier)));
        all.addAll(own.resources(new ListedUsers(known::require), courier));
        all.addAll(rooms.resources());
        List<Part> parts = new ArrayList<>(own.parts(courier));
        parts.add(new Part("administration", 1,
                () -> new AdminVerticle(ground.bus(), new Audit(new AuditLog(ground.store(), ground.clock())), all)));
        return parts;
    }

    private RoomAdministration rooms(GroupMembers groups) {
        Config.Xmpp xmpp = ground.config().xmpp();
        String account = xmpp.admin().map(Config.AdminAccount::user).orElse("admin");
        return new RoomAdministration(admin.<StanzaChannel>map(stream -> stream).orElseGet(NoAdminStream::new),
                account(account), xmpp.conference(), new RoomGroups(ground.store()), groups,
                new Deliveries(ground.store(), ground.clock()), new LoopTimers(ground.vertx()), secrets, ground.clock());
    }

    private List<AdminResource> resources(Belongings belongings) {
        ParleySessions parleys = new ParleySessions(ground.bus(), nodes);
        OwnAccount own = new OwnAccount(ground.config().xmpp().admin()
                .map(admin -> Localpart.fromOrThrowUnchecked(admin.user()).toString()));
        return List.of(new Users(server, known, new UserDetails(ground.store()), new Departures(ground.store()), accounts, own,
                        belongings),
                new LockedUsers(server, known, lockouts, accounts, own),
                new UserRosters(streams, new Subscribing(streams, known, domain), domain), new UserCards(streams),
                new LiveSessions(server, parleys, accounts, own, new ServerSessions(server, own, streams::resources),
                        new Unread(streams), domain));
    }

    /**
     * What the server offers, as far as somebody has asked for it, how many streams are open as users, and what is still to be delivered,
     * unless the database is away.
     */
    Future<JsonObject> debugState() {
        JsonObject state = new JsonObject().put("userStreams", streams.open());
        server.lastCapabilities().ifPresent(offered -> state.put("commands", new JsonArray(List.copyOf(offered.commands())))
                .put("features", new JsonArray(List.copyOf(offered.features()))));
        return new Deliveries(ground.store(), ground.clock()).count().map(count -> state.put("deliveries", count)).otherwise(state);
    }
}
