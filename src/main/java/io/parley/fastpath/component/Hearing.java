package io.parley.fastpath.component;

import io.parley.fastpath.ChatRooms.Listener;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said in the rooms, told once and in order, what was said while the workgroup was cut off included. */
final class Hearing {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
    /** The clocks of this machine and the server's may differ, and a message may have been under way. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    private static final int MOST_HELD = 5_000;

    private final MessageReader reader;
    private final RoomArchive archive;
    private final Utterances utterances;
    private final Supplier<Listener> listener;
    /** By the rooms whose archive is being asked: what is heard meanwhile waits for what was said before it. */
    private final Map<LiveRoom, List<Element>> held = new HashMap<>();

    Hearing(MessageReader reader, RoomArchive archive, Utterances utterances, Supplier<Listener> listener) {
        this.reader = reader;
        this.archive = archive;
        this.utterances = utterances;
        this.listener = listener;
    }

    /** A message of this room to its workgroup. */
    void received(LiveRoom room, Element message) {
        List<Element> waiting = held.get(room);
        if (waiting != null && waiting.size() < MOST_HELD) {
            waiting.add(message);
            return;
        }
        hear(room, message, false);
    }

    /** @param waited whether the archive was asked meanwhile, and may have had it already */
    private void hear(LiveRoom room, Element message, boolean waited) {
        boolean repeated = MessageReader.isRepeated(room, message);
        reader.live(room, message).ifPresentOrElse(said -> {
            if (!repeated && !waited) {
                room.heard().note(said);
                tell(room, said);
            } else if (room.heard().isNew(said)) {
                tell(room, said);
            }
        }, () -> typing(room, message, repeated));
    }

    private void tell(LiveRoom room, RoomMessage said) {
        room.heardAt(said.at());
        listener.get().said(room.request(), said);
        utterances.reflected(said);
    }

    private void typing(LiveRoom room, Element message, boolean repeated) {
        String nickname = Address.resource(String.valueOf(message.get("from")));
        if (!repeated && "groupchat".equals(message.get("type"))) {
            Words.state(message).ifPresent(state -> room.occupant(nickname)
                    .ifPresent(who -> listener.get().typing(room.request(), who, state)));
        }
    }

    /** The workgroup is on its way back into the room: from here on messages wait for {@link #catchUp}. */
    void hold(LiveRoom room) {
        held.putIfAbsent(room, new ArrayList<>());
    }

    /** Tells what was missed, then what was heard since. Without an archive the room's own history has to do. */
    Future<Void> catchUp(LiveRoom room) {
        Instant last = room.lastHeard();
        Future<List<RoomMessage>> missed = last == null ? Future.succeededFuture(List.of()) : archive.since(room, last.minus(OVERLAP));
        return missed.recover(failure -> {
            LOG.info("room {}: its archive cannot be asked: {}", room.request(), failure.getMessage());
            return Future.succeededFuture(List.of());
        }).onSuccess(found -> found.stream().filter(room.heard()::isNew).forEach(said -> tell(room, said)))
                .onComplete(done -> release(room)).mapEmpty();
    }

    /** Those that wait are told. */
    void release(LiveRoom room) {
        List<Element> waiting = held.remove(room);
        if (waiting != null) {
            waiting.forEach(message -> hear(room, message, true));
        }
    }

    void forget(LiveRoom room) {
        held.remove(room);
    }
}
