package io.parley.admin.bookmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.SessionReply.Bookmark;
import io.parley.config.Config;
import io.parley.session.bookmark.BookmarkStore;
import io.parley.store.DeliveredBookmarks;
import io.parley.store.DeliveredBookmarks.State;
import io.parley.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One user's bookmarks beside what the user is given, whatever comes in between. */
class ReconciledTest {
    private static final String ROOM = "lobby@conference.example.org";
    private final Vertx vertx = Vertx.vertx();
    private final Server server = new Server();
    private Store store;
    private DeliveredBookmarks delivered;

    private static final class Server implements BookmarkStore {
        private final Map<String, Bookmark> kept = new HashMap<>();
        private boolean away;
        private boolean answerLost;

        @Override
        public Future<List<Bookmark>> list() {
            return Future.succeededFuture(List.copyOf(kept.values()));
        }

        @Override
        public Future<Void> put(Bookmark bookmark) {
            if (!away) {
                kept.put(bookmark.jid(), bookmark);
            }
            return away || answerLost ? Future.failedFuture("away") : Future.succeededFuture();
        }

        @Override
        public Future<Void> remove(String jid) {
            kept.remove(jid);
            return Future.succeededFuture();
        }
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, new Config.Store("jdbc:h2:mem:reconciled;DB_CLOSE_DELAY=-1", Optional.empty(), Optional.empty())));
        delivered = new DeliveredBookmarks(store);
    }

    @AfterEach
    void close() {
        await(store.ask(client -> client.query("drop all objects").execute()));
        await(store.close());
        await(vertx.close());
    }

    @Test
    void whatIsGivenComesChangesAndGoes() {
        give("The lobby");
        assertEquals(bookmark("The lobby"), server.kept.get(ROOM));
        give("Another name");
        assertEquals(bookmark("Another name"), server.kept.get(ROOM));
        take();
        assertEquals(Map.of(), server.kept);
        assertEquals(Map.of(), await(delivered.of("ann")));
    }

    @Test
    void anAnswerThatIsLostMakesNobodyElseTheOwner() {
        server.answerLost = true;
        giveInVain("The lobby");
        assertEquals(State.BEGUN, await(delivered.of("ann")).get(ROOM).state());
        server.answerLost = false;
        give("The lobby");
        assertEquals(State.THERE, await(delivered.of("ann")).get(ROOM).state());
        take();
        assertEquals(Map.of(), server.kept);
    }

    @Test
    void whatNeverArrivedIsPutThereAgain() {
        server.away = true;
        giveInVain("The lobby");
        server.away = false;
        give("The lobby");
        assertEquals(bookmark("The lobby"), server.kept.get(ROOM));
    }

    @Test
    void aChangeThatNeverArrivedIsTriedAgain() {
        give("The lobby");
        server.away = true;
        giveInVain("Another name");
        assertEquals(bookmark("The lobby"), server.kept.get(ROOM));
        server.away = false;
        give("A third name");
        assertEquals(bookmark("A third name"), server.kept.get(ROOM));
    }

    @Test
    void theUsersOwnWordStands() {
        Bookmark own = new Bookmark(ROOM, "Mine", true, "Annie", null);
        server.kept.put(ROOM, own);
        give("The lobby");
        give("Another name");
        take();
        assertEquals(Map.of(ROOM, own), server.kept, "it was there before");

        server.kept.clear();
        give("The lobby");
        server.kept.put(ROOM, own);
        give("Another name");
        take();
        assertEquals(Map.of(ROOM, own), server.kept, "it was changed");

        server.kept.clear();
        give("The lobby");
        server.kept.clear();
        give("Another name");
        assertEquals(Map.of(), server.kept, "it was taken away");
    }

    private static Bookmark bookmark(String name) {
        return new Bookmark(ROOM, name, false, null, null);
    }

    private void give(String name) {
        await(reconciled(Map.of(ROOM, bookmark(name))));
    }

    private void giveInVain(String name) {
        await(reconciled(Map.of(ROOM, bookmark(name))).otherwiseEmpty());
    }

    private void take() {
        await(reconciled(Map.of()));
    }

    private Future<Void> reconciled(Map<String, Bookmark> wanted) {
        return delivered.of("ann").compose(before -> new Reconciled("ann", server, delivered, Map.copyOf(server.kept)).all(wanted, before));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
