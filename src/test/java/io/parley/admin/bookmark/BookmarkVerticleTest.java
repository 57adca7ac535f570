package io.parley.admin.bookmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.admin.delivery.Courier;
import io.parley.admin.server.UserStreams;
import io.parley.bus.Addresses;
import io.parley.bus.BookmarkAsk.Arrived;
import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.config.Config;
import io.parley.store.DeliveredBookmarks;
import io.parley.store.DeliveredBookmarks.Delivered;
import io.parley.store.DeliveredBookmarks.State;
import io.parley.store.Deliveries;
import io.parley.store.GivenBookmarks;
import io.parley.store.GroupMarks;
import io.parley.store.Store;
import io.parley.support.Await;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** What a login begins of the bookmarks that admins give. */
class BookmarkVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, Duration.ofSeconds(10), BusMetrics.NONE);
    private final BlockingQueue<String> opened = new LinkedBlockingQueue<>();
    private Store store;
    private GivenBookmarks bookmarks;
    private DeliveredBookmarks delivered;
    private Courier courier;

    /** As the XMPP server answers for who may not log in. */
    private final class Locked implements UserStreams {
        @Override
        public <T> Future<T> as(String user, Function<IqChannel, Future<T>> work) {
            opened.add(user);
            return Future.failedFuture(Problem.conflict("user-locked", "Locked out.").exception());
        }
    }

    @BeforeEach
    void start() {
        Bus.register(vertx);
        store = Await.await(Store.open(vertx, new Config.Store("jdbc:h2:mem:arrivals" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
                Optional.empty(), Optional.empty())));
        Clock clock = Clock.systemUTC();
        Deliveries deliveries = new Deliveries(store, clock);
        bookmarks = new GivenBookmarks(store, deliveries, new GroupMarks(jid -> Optional.empty()), user -> user + "@example.org");
        delivered = new DeliveredBookmarks(store);
        BookmarkDelivery delivery = new BookmarkDelivery(bookmarks, delivered, new Locked(),
                user -> JidCreate.entityBareFromOrThrowUnchecked(user + "@example.org"));
        courier = new Courier(deliveries, Map.of(GroupMarks.BOOKMARKS, delivery));
        Await.await(vertx.deployVerticle(new BookmarkVerticle(bus, bookmarks, delivery, deliveries, courier, clock)));
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void whatCouldNotBeTakenBackWhenTheLastBookmarkWasDeletedIsWithTheNextLogin() throws InterruptedException {
        AdminBookmark lobby = new AdminBookmark(null, "group_chat", "Lobby", "lobby@conference.example.org", false, List.of("ann"),
                List.of(), List.of());
        long id = Await.await(bookmarks.create(lobby)).bookmark().bookmarkID();
        Await.await(delivered.put("ann", lobby.value(), new Delivered("as it was put there", State.THERE)));
        Await.await(courier.settle(Await.await(bookmarks.delete(id))));
        assertEquals("ann", opened.poll(), "tried at once, but locked out");
        Await.await(bus.request(Addresses.BOOKMARKS, new Arrived("ann"), Done.class));
        assertEquals("ann", opened.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void whoArrivesJustAfterTheFirstWasGivenGetsIt() throws InterruptedException {
        Await.await(bus.request(Addresses.BOOKMARKS, new Arrived("bob"), Done.class));
        Await.await(store.check()); // the database has been asked for the arrival first
        Await.await(bookmarks.create(new AdminBookmark(null, "group_chat", "Lobby", "lobby@conference.example.org", false, List.of("ann"),
                List.of(), List.of())));
        Await.await(bus.request(Addresses.BOOKMARKS, new Arrived("ann"), Done.class));
        assertEquals("ann", opened.poll(10, TimeUnit.SECONDS));
    }
}
