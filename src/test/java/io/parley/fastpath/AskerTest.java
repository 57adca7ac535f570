package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.AttachVisitor;
import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.FastpathCommand.DetachVisitor;
import io.parley.bus.WorkgroupSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody with an account asks, and comes and goes with their session. */
class AskerTest {
    private static final Duration ABSENCE = Duration.ofSeconds(300);
    private static final Caller ALICE = QueueWorld.user("alice");
    private final QueueWorld world = QueueWorld.inMemory(1);
    private String question;

    @BeforeEach
    void ask() {
        world.workgroup("diabetes", "expert1");
        world.attend("expert1", Attendance.LOGGED_IN);
        world.attend("alice", Attendance.LOGGED_IN);
        question = world.asked(ALICE, "diabetes", new JsonObject(), "192.0.2.1").id();
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** No round of the workgroup would have come, had the session's end not called for one. */
    @Test
    void whoLogsOutWhileNobodyIsThereIsGoneAfterAWhile() {
        world.attend("expert1", Attendance.GONE);
        world.ask(Caller.master(), new FastpathCommand.ChangeWorkgroup("diabetes", patient()));
        String patient = world.asked(QueueWorld.user("bob"), "diabetes", new JsonObject(), "192.0.2.1").id();
        world.attend("bob", Attendance.GONE);
        world.pass(ABSENCE);
        assertEquals("visitor-gone", world.standing(patient).reason());
    }

    @Test
    void aSessionThatEndsLateDoesNotTakeTheNewOneAlong() {
        world.attend("alice", "s-new", Attendance.LOGGED_IN);
        world.attend("alice", Attendance.GONE);
        assertEquals("s-new null", stream());
    }

    @Test
    void whoLogsOutIsGoneAlsoWhereNothingElseHappens() {
        world.attend("alice", Attendance.GONE);
        assertEquals("null " + world.now(), stream());
        world.attend("alice", Attendance.LOGGED_IN);
        assertEquals("s-alice null", stream());
    }

    @Test
    void whoClosesTheQuestionsOwnStreamIsStillThereWithTheirSession() {
        world.ask(ALICE, new AttachVisitor(question, "one", null, null));
        world.ask(ALICE, new DetachVisitor(question, "one"));
        assertEquals("s-alice null", stream());
    }

    @Test
    void whoFollowsTheQuestionIsThereWithoutASession() {
        world.ask(ALICE, new AttachVisitor(question, "one", null, null));
        world.attend("alice", Attendance.GONE);
        assertEquals("null null", stream());
        world.ask(ALICE, new DetachVisitor(question, "one"));
        assertEquals("null " + world.now(), stream());
    }

    /** Their own XMPP client is. */
    @Test
    void whoIsInTheRoomIsThereWithoutASession() {
        chats();
        world.attend("alice", Attendance.GONE);
        world.pass(ABSENCE);
        assertEquals("chat-room", world.standing(question).state());
        world.goes("alice", question);
        assertEquals("left", world.standing(question).reason());
    }

    private static WorkgroupSettings patient() {
        return new WorkgroupSettings(null, null, null, null, null, null, null, null, null, null, 86_400, null, null, null, null, null, null, null,
                null);
    }

    private void chats() {
        world.accepts("expert1", question);
        world.comes("expert1", question);
        world.comes("alice", question);
    }

    private String stream() {
        return world.rows("select stream_id, absent_since from request", row -> row.getString(0) + " " + row.getLong(1)).get(0);
    }
}
