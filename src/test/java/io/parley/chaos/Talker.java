package io.parley.chaos;

import io.parley.support.ApiClient;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Says numbered things to a friend and to a room, the next when the one before was answered 200, until it is told to stop. */
final class Talker implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(150);
    /** So many words to the friend for each to the room, which all occupants are told. */
    private static final int FRIENDLY = 4;

    private final Client client;
    private final String friend;
    private final String address;
    private final Optional<String> room;
    private final Ledger ledger;
    private final Diary diary;
    private final BooleanSupplier over;

    /** @param domain of the friend */
    Talker(Client client, String friend, String domain, Optional<String> room, Ledger ledger, Diary diary, BooleanSupplier over) {
        this.client = client;
        this.friend = friend;
        this.address = friend + "@" + domain;
        this.room = room;
        this.ledger = ledger;
        this.diary = diary;
        this.over = over;
    }

    /** Everybody a room is told of has to be in it before the first word. */
    void enterRoom() {
        room.ifPresent(name -> {
            Reply reply = client.ask(HttpMethod.PUT, "/rooms/" + name, null);
            if (!reply.ok()) {
                throw new IllegalStateException(client.user() + " cannot enter " + name + ": " + reply);
            }
        });
    }

    @Override
    public void run() {
        boolean well = true;
        for (int number = 1; well && !over.getAsBoolean(); number++) {
            well = say(new Saying(client.user(), friend, number), "/messages/" + ApiClient.encoded(address));
            if (well && room.isPresent() && number % FRIENDLY == 0) {
                well = say(new Saying(client.user(), room.get(), number / FRIENDLY), "/rooms/" + room.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What comes behind one that was not answered would be in no order. */
    private boolean say(Saying saying, String path) {
        Reply reply = client.sendOnce(path, saying.text());
        if (reply.ok()) {
            ledger.answered(new Said(saying, reply.json().getString("id"), diary.now()), reply.waited());
        } else {
            diary.wrong("[" + saying + "] was answered " + reply);
        }
        return reply.ok();
    }
}
