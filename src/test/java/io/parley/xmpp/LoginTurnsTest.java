package io.parley.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only so many log in at once, and who comes back after a restart of the server is no hindrance to who comes. */
class LoginTurnsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final LoginTurns turns = new LoginTurns(1, 1, 2);
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final Promise<Void> first = Promise.promise();

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void whoComesGoesBeforeWhoComesBack() {
        Future<String> one = take(LoginTurns.Kind.NEW, "one", first.future());
        Future<String> back = take(LoginTurns.Kind.RETURNING, "back", Future.succeededFuture());
        Future<String> two = take(LoginTurns.Kind.NEW, "two", Future.succeededFuture());
        Eventually.get(() -> List.copyOf(begun), List.of("one")::equals);
        assertEquals(3, turns.taken());
        first.complete();
        Await.await(Future.all(one, back, two));
        assertEquals(List.of("one", "two", "back"), begun);
        assertEquals(0, turns.taken());
    }

    @Test
    void aFloodOfNewcomersKeepsNobodyAwayWhoComesBack() {
        LoginTurns busy = new LoginTurns(1, 10, 10);
        List<Future<String>> all = new ArrayList<>();
        all.add(take(busy, LoginTurns.Kind.NEW, "first", first.future()));
        all.add(take(busy, LoginTurns.Kind.RETURNING, "back", Future.succeededFuture()));
        for (int i = 1; i <= 5; i++) {
            all.add(take(busy, LoginTurns.Kind.NEW, "new" + i, Future.succeededFuture()));
        }
        Eventually.get(() -> List.copyOf(begun), List.of("first")::equals);
        first.complete();
        Await.await(Future.all(all));
        assertEquals(List.of("first", "new1", "new2", "new3", "back", "new4", "new5"), begun);
    }

    @Test
    void whoFindsTheQueueFullIsToldSo() {
        take(LoginTurns.Kind.NEW, "one", first.future());
        take(LoginTurns.Kind.NEW, "two", Future.succeededFuture());
        Problem refused = ((ProblemException) take(LoginTurns.Kind.NEW, "three", Future.succeededFuture()).cause()).problem();
        assertEquals(503, refused.status());
        assertEquals("pool-full", refused.code());
        Future<String> returning = take(LoginTurns.Kind.RETURNING, "back", Future.succeededFuture());
        first.complete();
        assertEquals("back", Await.await(returning));
    }

    @Test
    void aLoginThatFailsGivesItsTurnUp() {
        Future<String> failing = take(LoginTurns.Kind.NEW, "one", Future.failedFuture("wrong password"));
        Future<String> thrown = turns.take(LoginTurns.Kind.NEW, context, () -> {
            throw new IllegalStateException("no password");
        });
        Await.await(failing.otherwiseEmpty());
        Await.await(thrown.otherwiseEmpty());
        assertEquals("next", Await.await(take(LoginTurns.Kind.NEW, "next", Future.succeededFuture())));
        assertEquals(0, turns.taken());
    }

    private Future<String> take(LoginTurns.Kind kind, String name, Future<Void> until) {
        return take(turns, kind, name, until);
    }

    private Future<String> take(LoginTurns all, LoginTurns.Kind kind, String name, Future<Void> until) {
        return all.take(kind, context, () -> {
            begun.add(name);
            return until.map(name);
        });
    }
}
