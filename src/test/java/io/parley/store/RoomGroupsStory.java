package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.store.RoomGroups.Given;
import io.parley.store.RoomGroups.Grant;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of groups in rooms, on whichever database. */
abstract class RoomGroupsStory {
    private static final String LOBBY = "lobby@conference.example.org";
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private Store store;
    private RoomGroups groups;

    RoomGroupsStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = Await.await(Store.open(vertx, database.config()));
        groups = new RoomGroups(store);
    }

    @AfterEach
    void close() {
        Await.await(store.close());
        Await.await(vertx.close());
        database.close();
    }

    @Test
    void aGroupIsFoundByItsRoomsAndARoomByItsGroups() {
        Grant one = new Grant(LOBBY, "member", "nurses");
        Grant other = new Grant(LOBBY, "owner", "nurses");
        Grant elsewhere = new Grant("ward@conference.example.org", "member", "nurses");
        List.of(one, other, elsewhere, one, new Grant(LOBBY, "admin", "käse 'n\"")).forEach(grant -> Await.await(groups.add(grant)));
        assertEquals(List.of(one, other, elsewhere), Await.await(groups.ofGroup("nurses")));
        assertEquals(List.of("admin", "member", "owner"), Await.await(groups.ofRoom(LOBBY)).stream().map(Grant::affiliation).toList());
        assertTrue(Await.await(groups.remove(other)));
        assertFalse(Await.await(groups.remove(other)));
        assertEquals(List.of(one, elsewhere), Await.await(groups.ofGroup("nurses")));
    }

    @Test
    void whatIsGivenIsReplacedTakenBackAndForgottenWithTheRoom() {
        Await.await(groups.give(LOBBY, new Given("a@example.org", "member", "none", "none")));
        Await.await(groups.give(LOBBY, new Given("b@example.org", "owner", "member", "member")));
        Await.await(groups.give("ward", new Given("a@example.org", "member", "none", "none")));
        Given now = new Given("a@example.org", "admin", "member", "none");
        Await.await(groups.give(LOBBY, now));
        assertEquals(Set.of(now, new Given("b@example.org", "owner", "member", "member")), Set.copyOf(Await.await(groups.givenIn(LOBBY))));
        Await.await(groups.takeBack(LOBBY, "b@example.org"));
        assertEquals(List.of(now), Await.await(groups.givenIn(LOBBY)));
        Await.await(groups.add(new Grant(LOBBY, "member", "nurses")));
        Await.await(groups.forget(LOBBY));
        assertEquals(List.of(), Await.await(groups.givenIn(LOBBY)));
        assertEquals(List.of(), Await.await(groups.ofRoom(LOBBY)));
        assertEquals(1, Await.await(groups.givenIn("ward")).size());
    }

    @Test
    void manyWhoGiveTheSameAtOnceGiveItOnce() {
        Await.await(Future.all(IntStream.range(0, 10).mapToObj(i ->
                groups.give(LOBBY, new Given("a@example.org", "member", "none", "none"))).toList()));
        Await.await(Future.all(IntStream.range(0, 10).mapToObj(i -> groups.add(new Grant(LOBBY, "member", "nurses"))).toList()));
        assertEquals(1, Await.await(groups.givenIn(LOBBY)).size());
        assertEquals(1, Await.await(groups.ofRoom(LOBBY)).size());
    }

    @Test
    void longAddressesAreKept() {
        String room = "r".repeat(1023) + "@conference.example.org";
        String jid = "j".repeat(1023) + "@example.org";
        Await.await(groups.give(room, new Given(jid, "member", "none", "none")));
        Await.await(groups.add(new Grant(room, "member", "g".repeat(255))));
        assertEquals(jid, Await.await(groups.givenIn(room)).get(0).jid());
    }
}
