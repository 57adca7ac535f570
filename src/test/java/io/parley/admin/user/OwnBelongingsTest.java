package io.parley.admin.user;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.admin.delivery.Courier;
import io.parley.admin.group.MemberNames;
import io.parley.bus.GroupReply.Group;
import io.parley.config.Config;
import io.parley.store.DeliveredBookmarks;
import io.parley.store.Deliveries;
import io.parley.store.GivenBookmarks;
import io.parley.store.GroupMarks;
import io.parley.store.Groups;
import io.parley.store.SipAccounts;
import io.parley.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one part of a deletion cannot do keeps none of the others from being done. */
class OwnBelongingsTest {
    private final Vertx vertx = Vertx.vertx();
    private final MemberNames names = new MemberNames("x.example");
    private final List<String> dismissed = new ArrayList<>();
    private Store store;
    private Groups groups;

    @BeforeEach
    void open(@TempDir Path directory) {
        store = await(Store.open(vertx,
                new Config.Store("jdbc:h2:file:" + directory.resolve("parley"), Optional.empty(), Optional.empty())));
        groups = new Groups(store, new Deliveries(store, InstantSource.system()), new GroupMarks(names::user));
        await(groups.create(new Group("tea", "", List.of(), List.of("carol@x.example"), false)));
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
    }

    private OwnBelongings belongings(Future<Void> dismissal) {
        Deliveries deliveries = new Deliveries(store, InstantSource.system());
        GivenBookmarks bookmarks = new GivenBookmarks(store, deliveries, new GroupMarks(names::user), user -> user + "@x.example");
        return new OwnBelongings(groups, bookmarks, new DeliveredBookmarks(store), new SipAccounts(store), new Courier(deliveries, Map.of()),
                names, user -> {
                    dismissed.add(user);
                    return dismissal;
                });
    }

    @Test
    void whoIsDeletedLeavesTheirWorkgroupsToo() {
        await(belongings(Future.succeededFuture()).userDeleted("carol"));
        assertEquals(List.of("carol"), dismissed);
        assertEquals(List.of(), await(groups.of("carol@x.example")));
    }

    @Test
    void theRestIsLeftAlthoughTheQueueIsAway() {
        Future<Boolean> broken = belongings(Future.failedFuture("no queue")).userDeleted("carol").map(false).otherwise(true);
        assertEquals(true, await(broken));
        assertEquals(List.of(), await(groups.of("carol@x.example")));
    }
}
