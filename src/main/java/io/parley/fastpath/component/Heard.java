package io.parley.fastpath.component;

import io.parley.fastpath.ChatRooms.RoomMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which messages of a room have been told, so that what its history and its archive repeat is not told again. Bounded. */
final class Heard {
    private static final int MOST = 1_000;

    private final Set<String> keys = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    });

    /** Said just now: new by itself, even under an id that its sender used before. */
    void note(RoomMessage message) {
        keys.add(key("said", message));
        keys.add(message.stanzaId() == null ? key("nameless", message) : "archived " + message.stanzaId());
    }

    /** Repeated by a history or an archive: whether it was not told before. From now on it was. */
    boolean isNew(RoomMessage message) {
        boolean told = message.stanzaId() == null ? keys.contains(key("said", message))
                : keys.contains("archived " + message.stanzaId()) || keys.contains(key("nameless", message));
        note(message);
        return !told;
    }

    private static String key(String kind, RoomMessage message) {
        return kind + " " + message.id() + " " + message.from();
    }
}
