package io.parley.fastpath.component;

import io.parley.bus.Payload;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms;
import io.parley.time.Timers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Chat rooms (XEP-0045) by two components of the XMPP server (XEP-0114): the workgroups, who make, keep and close rooms, and the visitors,
 * who have no account. Used on one event loop, on which the listener is called too.
 */
public final class ComponentRooms implements ChatRooms {
    private final ComponentSettings settings;
    private final Secrets secrets;
    private final NetClient client;
    private final House house;

    /**
     * @param mayConnect asked before each connection: it would take the components from whoever has them now
     * @param timers     tasks run on the event loop on which this is used
     */
    public ComponentRooms(Vertx vertx, ComponentSettings settings, Supplier<Future<Boolean>> mayConnect, Timers timers, InstantSource clock,
                          Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        client = vertx.createNetClient(new NetClientOptions().setTcpKeepAlive(true)
                .setConnectTimeout((int) settings.replyTimeout().toMillis()));
        house = new House(settings, (domain, listener) -> new RightfulStream(mayConnect,
                new TcpComponentStream(client, vertx.getOrCreateContext(), settings, timers, domain, listener)), timers, clock, secrets);
    }

    /** Begins to connect; a server that is away is tried again and again. */
    @Override
    public Future<Void> start() {
        house.start();
        return Future.succeededFuture();
    }

    /** Closes the streams and leaves the rooms as they are, to be resumed. */
    @Override
    public Future<Void> stop() {
        return house.stop().transform(done -> client.close());
    }

    /** Whether both components are let in now. */
    @Override
    public boolean connected() {
        return house.workgroups.isUp() && house.visitors.isUp();
    }

    /** Numbers, for the state that operators read. */
    @Override
    public JsonObject debugState() {
        return house.state();
    }

    @Override
    public void listen(Listener whoIsTold) {
        house.listen(whoIsTold);
    }

    @Override
    public void resume(Collection<Room> rooms) {
        for (Room room : rooms) {
            LiveRoom live = new LiveRoom(room, settings, false);
            if (house.book.find(live.address()).isEmpty()) {
                house.book.add(live);
                house.returns.bringBack(live);
            }
        }
    }

    @Override
    public Future<Void> open(Room room, Collection<String> members) {
        return asked(() -> house.openings.open(new LiveRoom(room, settings, true)).compose(live -> {
            members.forEach(jid -> live.member(Address.plain(jid)));
            return house.owner.admit(live, members.stream().map(Address::plain).toList());
        }));
    }

    @Override
    public Future<Void> admit(Room room, String jid) {
        return asked(() -> {
            LiveRoom live = live(room);
            return house.owner.affiliate(live, Address.plain(jid), "member", null).onSuccess(done -> live.member(Address.plain(jid)));
        });
    }

    @Override
    public Future<Void> invite(Room room, String jid, String reason) {
        return admit(room, jid).compose(admitted -> asked(() -> {
            house.workgroups.send(Words.invitation(secrets.id("i-"), live(room), Address.plain(jid), reason));
            return Future.succeededFuture();
        }));
    }

    @Override
    public Future<Void> expel(Room room, String jid, String reason) {
        return asked(() -> {
            LiveRoom live = live(room);
            String plain = Address.plain(jid);
            return house.owner.affiliate(live, plain, "none", reason).onSuccess(done -> {
                live.notMember(plain);
                live.visit(plain).ifPresent(live::remove);
            });
        });
    }

    @Override
    public Future<Void> close(Room room, String reason) {
        return asked(() -> {
            if (!house.workgroups.isUp()) {
                throw XmppServer.away().exception();
            }
            LiveRoom live = live(room);
            house.book.remove(live);
            house.hearing.forget(live);
            return house.owner.destroy(live, reason);
        });
    }

    @Override
    public Future<String> enter(Room room, String visitor, String nickname) {
        return asked(() -> house.visits.enter(room, visitor, nickname));
    }

    @Override
    public Future<Void> say(Room room, String visitor, String id, Payload payload) {
        return asked(() -> house.visits.say(room, visitor, id, payload));
    }

    @Override
    public Future<Void> type(Room room, String visitor, String state) {
        return asked(() -> house.visits.type(room, visitor, state));
    }

    @Override
    public Future<Void> leave(Room room, String visitor) {
        return asked(() -> house.visits.leave(room, visitor));
    }

    @Override
    public Future<List<RoomMessage>> archive(Room room, Instant since) {
        return asked(() -> house.archive.since(live(room), since));
    }

    /** As it is kept; or, to be asked from outside, one that is not: the workgroup owns it all the same. */
    private LiveRoom live(Room room) {
        LiveRoom named = new LiveRoom(room, settings, false);
        return house.book.find(named.address()).orElse(named);
    }

    private static <T> Future<T> asked(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (ProblemException refused) {
            return Future.failedFuture(refused);
        }
    }
}
