package io.parley.fastpath.component;

import io.parley.bus.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rooms that are kept now, by their address. */
final class RoomBook {
    private static final int MOST = 20_000;

    private final Map<String, LiveRoom> rooms = new HashMap<>();

    Optional<LiveRoom> find(String address) {
        return Optional.ofNullable(rooms.get(address));
    }

    /** @throws io.parley.bus.ProblemException 503 when there are too many */
    void add(LiveRoom room) {
        if (rooms.size() >= MOST) {
            throw Problem.unavailable("too-many-rooms", "Too many conversations at this moment.", 30).exception();
        }
        rooms.put(room.address(), room);
    }

    void remove(LiveRoom room) {
        rooms.remove(room.address(), room);
    }

    boolean has(LiveRoom room) {
        return rooms.get(room.address()) == room;
    }

    List<LiveRoom> all() {
        return new ArrayList<>(rooms.values());
    }

    int size() {
        return rooms.size();
    }
}
