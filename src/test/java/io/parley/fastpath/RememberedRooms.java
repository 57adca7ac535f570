package io.parley.fastpath;

import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rooms without an XMPP server: who may come in, who is in, and what was said. A test lets people come and go. */
final class RememberedRooms implements ChatRooms {
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Map<String, Occupant>> occupants = new HashMap<>();
    private final List<String> invited = new ArrayList<>();
    private Listener listener;
    private boolean away;
    private Future<Void> openings = Future.succeededFuture();

    /** The XMPP server does not answer. */
    void away(boolean now) {
        away = now;
    }

    /** Rooms are there, but that they are is told only with this. */
    Promise<Void> holdOpenings() {
        Promise<Void> told = Promise.promise();
        openings = told.future();
        return told;
    }

    /** Somebody else closes the room. */
    void vanishes(String request) {
        members.remove(request);
        occupants.remove(request);
        listener.lost(request);
    }

    /** We are in the room again, and find these there. */
    void cutOff(String request, String... jids) {
        Map<String, Occupant> here = new LinkedHashMap<>();
        List.of(jids).forEach(jid -> here.put(jid, new Occupant(Places.local(jid), jid)));
        occupants.put(request, here);
        listener.present(request, List.copyOf(here.values()));
    }

    boolean isOpen(String request) {
        return members.containsKey(request);
    }

    boolean isMember(String request, String jid) {
        return members.getOrDefault(request, Set.of()).contains(jid);
    }

    /** {@code request jid}, as they were invited. */
    List<String> invited() {
        return invited;
    }

    Collection<Occupant> in(String request) {
        return List.copyOf(occupants.getOrDefault(request, Map.of()).values());
    }

    /** Only members may come. */
    void comes(String request, String jid) {
        if (!isMember(request, jid)) {
            return;
        }
        Occupant occupant = new Occupant(Places.local(jid), jid);
        occupants.computeIfAbsent(request, id -> new LinkedHashMap<>()).put(jid, occupant);
        listener.entered(request, occupant);
    }

    void goes(String request, String jid) {
        Occupant gone = occupants.getOrDefault(request, new HashMap<>()).remove(jid);
        if (gone != null) {
            listener.left(request, gone, "left");
        }
    }

    @Override
    public void listen(Listener heard) {
        listener = heard;
    }

    @Override
    public void resume(Collection<Room> rooms) {
        rooms.forEach(room -> {
            if (isOpen(room.request())) {
                listener.present(room.request(), List.copyOf(in(room.request())));
            } else {
                listener.lost(room.request());
            }
        });
    }

    @Override
    public Future<Void> open(Room room, Collection<String> wanted) {
        return there(() -> members.computeIfAbsent(room.request(), id -> new HashSet<>()).addAll(wanted)).compose(made -> openings);
    }

    @Override
    public Future<Void> admit(Room room, String jid) {
        return there(() -> members.get(room.request()).add(jid));
    }

    @Override
    public Future<Void> invite(Room room, String jid, String reason) {
        return there(() -> {
            members.get(room.request()).add(jid);
            invited.add(room.request() + " " + jid);
        });
    }

    @Override
    public Future<Void> expel(Room room, String jid, String reason) {
        return there(() -> {
            members.getOrDefault(room.request(), new HashSet<>()).remove(jid);
            goes(room.request(), jid);
        });
    }

    @Override
    public Future<Void> close(Room room, String reason) {
        return there(() -> {
            members.remove(room.request());
            occupants.remove(room.request());
        });
    }

    @Override
    public Future<String> enter(Room room, String visitor, String nickname) {
        return there(() -> {
            if (!occupants.getOrDefault(room.request(), Map.of()).containsKey(visitor)) {
                comes(room.request(), visitor);
            }
        }).map(nickname);
    }

    @Override
    public Future<Void> say(Room room, String visitor, String id, Payload payload) {
        return there(() -> listener.said(room.request(), new RoomMessage(id, "s-" + id, room.request() + "@conference.test/" + visitor,
                visitor, payload, Instant.EPOCH)));
    }

    @Override
    public Future<Void> type(Room room, String visitor, String state) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> leave(Room room, String visitor) {
        return there(() -> goes(room.request(), visitor));
    }

    @Override
    public Future<List<RoomMessage>> archive(Room room, Instant since) {
        return away ? Future.failedFuture(XmppServer.away().exception()) : isOpen(room.request()) ? Future.succeededFuture(List.of())
                : Future.failedFuture(Problem.refused("item-not-found", "There is no such room.").exception());
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public boolean connected() {
        return !away;
    }

    @Override
    public JsonObject debugState() {
        return new JsonObject().put("rooms", members.size());
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }

    private Future<Void> there(Runnable work) {
        if (away) {
            return Future.failedFuture(XmppServer.away().exception());
        }
        work.run();
        return Future.succeededFuture();
    }
}
