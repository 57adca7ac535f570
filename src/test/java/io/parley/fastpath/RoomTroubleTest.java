package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.FastpathCommand.TransferChat;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The XMPP server is slow, or away, or closes a room by itself. */
class RoomTroubleTest {
    private static final Duration INVITATION = Duration.ofSeconds(60);
    private final QueueWorld world = QueueWorld.inMemory(1);

    @BeforeEach
    void open() {
        world.workgroup("diabetes", "expert1", "expert2");
        world.workgroup("feet", "expert3");
        world.logIn("expert1");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRoomThatSomebodyElseClosedIsNotClosedAgainAndAgain() {
        String question = inChat();
        world.run(() -> world.rooms().vanishes(question));
        assertEquals("closed", world.standing(question).reason());
        assertEquals(List.of(false), world.rows("select room_open from request", row -> row.getBoolean(0)));
    }

    @Test
    void whoWaitsLosesNothingWithTheRoomTheyWereIn() {
        String question = inChat();
        world.ask(QueueWorld.user("expert1"), new TransferChat("expert1", null, question, "feet", null));
        world.run(() -> world.rooms().vanishes(question));
        assertEquals("queued", world.standing(question).state());
        world.logIn("expert3");
        world.accepts("expert3", question);
        assertTrue(world.rooms().isMember(question, "expert3@test"));
    }

    @Test
    void aRoomThatWasMadeTooLateIsClosedAgain() {
        String question = world.asks("diabetes");
        Promise<Void> opened = world.rooms().holdOpenings();
        world.accepts("expert1", question);
        world.rooms().away(true);
        world.cancels(question);
        world.run(opened::complete);
        assertTrue(world.rooms().isOpen(question));
        world.rooms().away(false);
        world.pass(Duration.ofSeconds(5));
        assertFalse(world.rooms().isOpen(question));
    }

    @Test
    void aRoomInTheMakingIsClosedAfterARestart() {
        String question = world.asks("diabetes");
        world.rooms().holdOpenings();
        world.accepts("expert1", question);
        world.rooms().away(true);
        world.cancels(question);
        world.restart();
        world.rooms().away(false);
        world.pass(Duration.ofSeconds(5));
        assertFalse(world.rooms().isOpen(question));
    }

    @Test
    void theAskerIsToldWhereToComeThoughTheExpertCannotBeInvitedYet() {
        String question = world.asks("diabetes");
        Promise<Void> opened = world.rooms().holdOpenings();
        world.accepts("expert1", question);
        world.rooms().away(true);
        world.run(opened::complete);
        assertEquals(List.of("offer"), world.log(question).stream().map(event -> event.getString("type")).toList());
        world.rooms().away(false);
        world.pass(Duration.ofSeconds(1));
        assertEquals(List.of(question + " expert1@test"), world.rooms().invited());
    }

    @Test
    void anAskerWithAnAccountIsInvitedWhenTheServerIsBackThoughThisProgramWasRestarted() {
        String question = world.asked(QueueWorld.user("alice"), "diabetes", new JsonObject(), "192.0.2.1").id();
        Promise<Void> opened = world.rooms().holdOpenings();
        world.accepts("expert1", question);
        world.rooms().away(true);
        world.run(opened::complete);
        world.restart();
        world.rooms().away(false);
        world.pass(Duration.ofSeconds(1));
        assertTrue(world.rooms().invited().contains(question + " alice@test"));
    }

    @Test
    void whoComesBeforeTheyAreInvitedHasCome() {
        String question = world.asks("diabetes");
        Promise<Void> opened = world.rooms().holdOpenings();
        world.accepts("expert1", question);
        world.comes("expert1", question);
        world.run(opened::complete);
        world.visitorComes(question);
        world.pass(INVITATION);
        assertEquals("chat-room", world.standing(question).state());
    }

    @Test
    void whoComesAndGoesBeforeTheyAreInvitedIsWaitedForNoLongerThanOthers() {
        String question = world.asks("diabetes");
        Promise<Void> opened = world.rooms().holdOpenings();
        world.accepts("expert1", question);
        world.comes("expert1", question);
        world.goes("expert1", question);
        world.run(opened::complete);
        world.visitorComes(question);
        world.pass(INVITATION);
        assertEquals("queued", world.standing(question).state());
    }

    @Test
    void aChatIsHandedOverThoughTheNewExpertCameWhileWeWereCutOff() {
        String question = inChat();
        world.logIn("expert2");
        world.ask(QueueWorld.user("expert1"), new TransferChat("expert1", null, question, "expert2", null));
        world.accepts("expert2", question);
        String visitor = world.rooms().in(question).stream().filter(one -> one.jid().endsWith("visitors.test")).findFirst().orElseThrow().jid();
        world.run(() -> world.rooms().cutOff(question, visitor, "expert1@test", "expert2@test"));
        assertEquals(List.of("expert2"), world.rows("select expert from offer where state <> 'start'", row -> row.getString(0)));
        assertFalse(world.rooms().isMember(question, "expert1@test"));
    }

    private String inChat() {
        String question = world.asks("diabetes");
        world.accepts("expert1", question);
        world.comes("expert1", question);
        world.visitorComes(question);
        return question;
    }
}
