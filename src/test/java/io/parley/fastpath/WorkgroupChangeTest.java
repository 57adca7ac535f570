package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.ChangeWorkgroup;
import io.parley.bus.FastpathCommand.DeleteWorkgroup;
import io.parley.bus.FastpathCommand.DismissUser;
import io.parley.bus.WorkgroupSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An admin changes a workgroup while questions wait in it; and what it knows of waits is known after a restart. */
class WorkgroupChangeTest {
    private final QueueWorld world = QueueWorld.inMemory(1);

    @BeforeEach
    void open() {
        world.workgroup("diabetes", "expert1", "expert2");
        world.logIn("expert1");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatWasOfferedToWhoIsNoLongerAMemberGoesOnToOthers() {
        String question = world.asks("diabetes");
        world.logIn("expert2");
        world.ask(Caller.master(), new ChangeWorkgroup("diabetes", QueueWorld.settings("diabetes", "expert2")));
        assertEquals(1, world.told("expert1", "offerRevoked").size());
        assertEquals(List.of("expert2"), world.rows("select pending_expert from offer where request_id = '" + question
                + "' and pending_expert is not null", row -> row.getString(0)));
    }

    @Test
    void whoseAccountIsDeletedIsNobodysExpertAndWhatTheyWereOfferedGoesOn() {
        world.workgroup(new WorkgroupSettings("eyes", null, null, true, null, null, List.of(), List.of("expert1", "boss"), null, null, null,
                null, null, null, null, null, null, null, null));
        String question = world.asks("diabetes");
        world.logIn("expert2");
        world.ask(Caller.master(), new DismissUser("expert1"));
        assertEquals(1, world.told("expert1", "offerRevoked").size());
        assertEquals(List.of("expert2"), world.rows("select pending_expert from offer where request_id = '" + question
                + "' and pending_expert is not null", row -> row.getString(0)));
        assertEquals(List.of("boss", "expert2"), world.rows("select username from workgroup_member order by username",
                row -> row.getString(0)));
        assertEquals(List.of("boss", "expert2"), world.rows("select username from expert order by username", row -> row.getString(0)));

        world.ask(Caller.master(), new ChangeWorkgroup("eyes", QueueWorld.settings("eyes", "expert2"))); // a change keeps the others
        world.logIn("expert1");
        assertEquals(List.of("boss", "expert2"), world.rows("select distinct username from workgroup_member order by username",
                row -> row.getString(0)));
    }

    @Test
    void aQuestionThatComesWhileItsWorkgroupIsDeletedEnds() {
        world.together(List.<Callable<Future<BusRecord>>>of(
                () -> world.askNow(null, new FastpathCommand.Ask("diabetes", "visitor", null, "Anybody there?", "{}", "192.0.2.1", null, null)),
                () -> world.askNow(Caller.master(), new DeleteWorkgroup("diabetes"))));
        assertEquals(List.of(), world.rows("select id from request where state <> 'start'", row -> row.getString(0)));
    }

    @Test
    void whoIsMovedBackByAQuestionFromAnotherWorkgroupIsToldWhy() {
        world.ask(Caller.master(), new FastpathCommand.CreateWorkgroup(QueueWorld.backedBy("eyes", "diabetes", 60)));
        world.attend("expert1", FastpathCommand.Attendance.AWAY);
        String overflowing = world.asks("eyes");
        world.logIn("alice");
        String here = world.asked(QueueWorld.user("alice"), "diabetes", new JsonObject(), "192.0.2.1").id();
        world.pass(Duration.ofSeconds(62));
        assertEquals(2, world.standing(here).queuePosition(), "the other asked before");
        assertEquals(1, world.standing(overflowing).queuePosition());
        List<JsonObject> positions = world.told("alice", "update-queue");
        assertEquals(List.of(1, 2), positions.stream().map(event -> event.getInteger("position")).toList());
        assertEquals("returned", positions.get(1).getString("reason"));
    }

    @Test
    void howLongQuestionsWaitedIsKnownAfterARestart() {
        world.attend("expert1", FastpathCommand.Attendance.AWAY);
        String question = world.asks("diabetes");
        world.pass(Duration.ofSeconds(100));
        world.attend("expert1", FastpathCommand.Attendance.AVAILABLE);
        world.accepts("expert1", question);
        world.restart();
        assertTrue(world.asked(Caller.master(), "diabetes", new JsonObject(), "192.0.2.1").estimatedWait() >= 100);
    }
}
