package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.AcceptOffer;
import io.parley.bus.FastpathCommand.CancelRequest;
import io.parley.bus.FastpathCommand.InviteToChat;
import io.parley.bus.FastpathCommand.TransferChat;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More than one expert has to do with a question, and some of them do not come, or leave, or the question goes elsewhere. */
abstract class HandoverStory {
    private static final Duration INVITATION = Duration.ofSeconds(60);

    private final Supplier<QueueWorld> worlds;
    private QueueWorld world;

    HandoverStory(Supplier<QueueWorld> worlds) {
        this.worlds = worlds;
    }

    @BeforeEach
    void open() {
        world = worlds.get();
        world.workgroup("diabetes", "expert1", "expert2");
        world.workgroup("feet", "expert3");
        List.of("expert1", "expert2", "expert3").forEach(world::logIn);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoHandsOverMayLeaveOnceTheOtherHasAccepted() {
        String question = inChat();
        transfers(question, "expert2");
        world.accepts("expert2", question);
        world.goes("expert1", question);
        assertEquals("chat-room", world.standing(question).state());
        world.comes("expert2", question);
        world.pass(INVITATION);
        assertEquals("chat-room", world.standing(question).state());
        world.goes("expert2", question);
        assertEquals("expert-left", world.standing(question).reason());
    }

    @Test
    void aChatThatWasHandedToSomebodyWhoDoesNotComeIsBackInTheQueue() {
        String question = inChat();
        transfers(question, "expert2");
        world.accepts("expert2", question);
        world.goes("expert1", question);
        world.pass(INVITATION);
        assertEquals("queued", world.standing(question).state());
        world.accepts("expert1", question);
        world.comes("expert1", question);
        assertEquals("chat-room", world.standing(question).state());
    }

    @Test
    void aChatInWhichAHelperIsGoesOnWithoutWhoAskedThemIn() {
        String question = world.asks("diabetes");
        world.accepts("expert1", question);
        world.visitorComes(question);
        invites(question, "expert2");
        world.accepts("expert2", question);
        world.comes("expert2", question);
        world.pass(INVITATION);
        assertEquals("not-come", world.told("expert1", "offerRevoked").get(0).getString("reason"));
        assertEquals("chat-room", world.standing(question).state());
    }

    @Test
    void whoWasAskedIntoAChatThatWentElsewhereIsTold() {
        String question = inChat();
        invites(question, "expert2");
        transfers(question, "feet");
        assertEquals("transferred", world.told("expert2", "offerRevoked").get(0).getString("reason"));
        assertEquals(List.of("expert3"), world.rows("select expert from offer where state <> 'start'", row -> row.getString(0)));
    }

    @Test
    void whoWasAskedIntoAChatThatIsBackInItsQueueIsTold() {
        String question = world.asks("diabetes");
        world.accepts("expert1", question);
        world.visitorComes(question);
        world.pass(INVITATION.minusSeconds(1));
        invites(question, "expert2");
        world.pass(Duration.ofSeconds(1));
        assertEquals("returned", world.told("expert2", "offerRevoked").get(0).getString("reason"));
        assertEquals(List.of("expert2 request"), world.rows("select expert, kind from offer where state <> 'start'",
                row -> row.getString(0) + " " + row.getString(1)), "and offered it as a question");
    }

    /** Else a place would be taken for ever by a chat that is no more. */
    @Test
    void nothingIsLeftOfAChatThatEndsWhileAHelperAccepts() {
        for (int round = 0; round < 10; round++) {
            String question = inChat();
            invites(question, "expert2");
            world.together(List.<Callable<Future<BusRecord>>>of(
                    () -> world.askNow(Caller.visitor(question), new CancelRequest(question)),
                    () -> world.askNow(QueueWorld.user("expert2"), new AcceptOffer("expert2", null, question))));
            assertTrue(world.rows("select expert from offer where state <> 'start'", row -> row.getString(0)).isEmpty());
            assertEquals("start", world.standing(question).state());
        }
    }

    /** Who has this name here is somebody else. */
    @Test
    void nobodyIsTakenForSomebodyOfAnotherDomain() {
        String question = inChat();
        assertEquals("404 unknown-expert", world.refused(QueueWorld.user("expert1"),
                new InviteToChat("expert1", null, question, "expert2@elsewhere.test", null)));
        assertEquals("404 unknown-expert", world.refused(QueueWorld.user("expert1"),
                new TransferChat("expert1", null, question, "feet@elsewhere.test", null)));
    }

    @Test
    void wordsThatTheDatabaseDoesNotTakeAreRefused() {
        String question = inChat();
        assertEquals("400 invalid-input", world.refused(QueueWorld.user("expert1"),
                new TransferChat("expert1", null, question, "expert2", "so\0so")));
        assertEquals("400 invalid-input", world.refused(QueueWorld.user("expert1"),
                new InviteToChat("expert1", null, question, "expert2", "long".repeat(2000))));
        world.ask(QueueWorld.user("expert1"), new InviteToChat("expert1", null, question, "expert2", "x".repeat(4096)));
        JsonObject nickname = new JsonObject().put("nickname", "n\0".repeat(5000));
        assertEquals(100, world.rows("select nickname from request where id = '" + world.asks("diabetes", nickname) + "'",
                row -> row.getString(0)).get(0).length());
        assertEquals("400 invalid-input", world.refused(null, new FastpathCommand.Ask("diabetes", "a\0b", null, "?", "{}", "192.0.2.1", null, null)));
    }

    @Test
    void nobodyIsOfferedTheirOwnQuestion() {
        world.asked(QueueWorld.user("expert3"), "feet", new JsonObject(), "192.0.2.1");
        assertTrue(world.told("expert3", "offerReceived").isEmpty());
        String question = inChat(world.asked(QueueWorld.user("expert2"), "diabetes", new JsonObject(), "192.0.2.1").id());
        assertEquals("409 expert-unavailable", world.refused(QueueWorld.user("expert1"),
                new InviteToChat("expert1", null, question, "expert2", null)));
    }

    private String inChat() {
        String question = inChat(world.asks("diabetes"));
        world.visitorComes(question);
        return question;
    }

    private String inChat(String question) {
        if (!world.rows("select expert from offer where pending_expert = 'expert2'", row -> row.getString(0)).isEmpty()) {
            world.rejects("expert2", question);
        }
        world.accepts("expert1", question);
        world.comes("expert1", question);
        return question;
    }

    private void transfers(String question, String to) {
        world.ask(QueueWorld.user("expert1"), new TransferChat("expert1", null, question, to, null));
    }

    private void invites(String question, String to) {
        world.ask(QueueWorld.user("expert1"), new InviteToChat("expert1", null, question, to, null));
    }
}
