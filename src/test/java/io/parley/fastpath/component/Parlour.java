package io.parley.fastpath.component;

import io.parley.bus.Payload;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.XmppServer;
import io.parley.time.VertxTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** {@link ComponentRooms} on an event loop of their own, used from a test's thread. */
final class Parlour implements AutoCloseable {
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(6);

    private final Context context;
    private final ComponentRooms rooms;
    private final Told told = new Told();

    Parlour(Vertx vertx, XmppServer server, int componentPort, String secret) {
        context = vertx.getOrCreateContext();
        ComponentSettings settings = new ComponentSettings("127.0.0.1", componentPort, secret, "workgroup." + server.domain(),
                "visitors." + server.domain(), "conference." + server.domain(), REPLY_TIMEOUT);
        rooms = new ComponentRooms(vertx, settings, () -> Future.succeededFuture(true), new VertxTimers(vertx), InstantSource.system(), new Secrets(new SecureRandom()));
        Await.await(on(() -> {
            rooms.listen(told);
            return rooms.start();
        }));
    }

    static Room newRoom() {
        return new Room("r-" + UUID.randomUUID(), "diabetes");
    }

    Parlour connected() {
        Eventually.get(this::isConnected, yes -> yes);
        return this;
    }

    boolean isConnected() {
        return Await.await(on(() -> Future.succeededFuture(rooms.connected())));
    }

    long connections() {
        return Await.await(on(() -> Future.succeededFuture(rooms.debugState().getLong("workgroupsConnections"))));
    }

    ComponentRooms rooms() {
        return rooms;
    }

    Told told() {
        return told;
    }

    <T> Future<T> on(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> work.get().onComplete(done));
        return done.future();
    }

    void open(Room room, String... members) {
        Await.await(on(() -> rooms.open(room, List.of(members))));
    }

    void resume(Collection<Room> known) {
        Await.await(on(() -> {
            rooms.resume(known);
            return Future.succeededFuture();
        }));
    }

    void invite(Room room, String jid, String reason) {
        Await.await(on(() -> rooms.invite(room, jid, reason)));
    }

    void expel(Room room, String jid) {
        Await.await(on(() -> rooms.expel(room, jid, "that is all")));
    }

    void close(Room room) {
        Await.await(on(() -> rooms.close(room, "over")));
    }

    String enter(Room room, String visitor, String nickname) {
        return Await.await(on(() -> rooms.enter(room, visitor, nickname)));
    }

    Future<Void> saying(Room room, String visitor, String id, Payload payload) {
        return on(() -> rooms.say(room, visitor, id, payload));
    }

    void say(Room room, String visitor, String body) {
        Await.await(saying(room, visitor, "m-" + UUID.randomUUID(), new Payload(body, null)));
    }

    void type(Room room, String visitor, String state) {
        Await.await(on(() -> rooms.type(room, visitor, state)));
    }

    void leave(Room room, String visitor) {
        Await.await(on(() -> rooms.leave(room, visitor)));
    }

    List<String> archive(Room room, Instant since) {
        List<RoomMessage> found = Await.await(on(() -> rooms.archive(room, since)));
        return found.stream().map(message -> message.payload().body()).toList();
    }

    @Override
    public void close() {
        Await.await(on(rooms::stop));
    }
}
