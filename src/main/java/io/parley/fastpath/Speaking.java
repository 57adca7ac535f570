package io.parley.fastpath;

import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;

/** A visitor in the room: comes in, writes, and is not heard twice when a request is sent again under its key. */
final class Speaking {
    private static final int MOST_BODY = 65_536;

    private final Tables tables;
    private final ChatRooms rooms;
    private final Places places;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Turns turns = new Turns();

    Speaking(Tables tables, ChatRooms rooms, Places places, Secrets secrets, InstantSource clock) {
        this.tables = tables;
        this.rooms = rooms;
        this.places = places;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** 409 {@code not-invited}, {@code request-ended}, {@code not-a-visitor} for who is in the room as the user that they are. */
    static void requireRoom(RequestRow row) {
        if (row.username() != null) {
            throw Problem.conflict("not-a-visitor", "A user asked this, who speaks in the room as themselves.").exception();
        }
        if (row.state().equals(UserState.QUEUED.code())) {
            throw Problem.conflict("not-invited", "Nobody has accepted the question yet.").exception();
        }
        if (row.state().equals(UserState.START.code())) {
            throw Problem.conflict("request-ended", "This question is over.").exception();
        }
    }

    /** The nickname that the visitor has got. */
    Future<String> enter(RequestRow row, String nickname) {
        requireRoom(row);
        return rooms.enter(Places.roomOf(row), row.visitor(), Asking.nicknameOf(row, nickname));
    }

    /** The message's id. One after the other, else two that are sent at once could come in the other order. */
    Future<String> say(RequestRow row, Payload payload, String key) {
        requireRoom(row);
        if (payload.body() != null && payload.body().length() > MOST_BODY) {
            return Future.failedFuture(Problem.of(413, "too-large", "A message has at most " + MOST_BODY + " characters.").exception());
        }
        String id = key == null ? secrets.id("m-") : id(row.id(), key);
        Room room = Places.roomOf(row);
        return turns.of(row.id(), () -> enter(row, null).compose(nickname -> isKnown(row, id, nickname)
                .compose(known -> known ? Future.succeededFuture() : rooms.say(room, row.visitor(), id, payload)))).map(id);
    }

    /** Said before under the same key, and answered to nobody. */
    private Future<Boolean> isKnown(RequestRow row, String id, String nickname) {
        RoomMessage same = new RoomMessage(id, null, places.room(row.id()) + "/" + nickname, row.visitor(), new Payload(null, null),
                clock.instant());
        return tables.ask(client -> tables.events().knows(client, row.id(), Transcripts.key(same)));
    }

    private static String id(String request, String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((request + '\n' + key).getBytes(StandardCharsets.UTF_8));
            return "k-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
