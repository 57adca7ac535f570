package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.AcceptOffer;
import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.FastpathCommand.EnterRoom;
import io.parley.bus.FastpathCommand.LeaveMessage;
import io.parley.bus.FastpathCommand.RejectOffer;
import io.parley.bus.FastpathCommand.SayInRoom;
import io.parley.bus.FastpathCommand.TransferChat;
import io.parley.bus.FastpathReply.Asked;
import io.parley.bus.Payload;
import io.parley.bus.WorkgroupSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A question finds its expert: the seed's flow, with the time stepped by hand, on whichever database. */
abstract class QueueStory {
    private final Supplier<QueueWorld> worlds;
    private QueueWorld world;

    QueueStory(Supplier<QueueWorld> worlds) {
        this.worlds = worlds;
    }

    @BeforeEach
    void open() {
        world = worlds.get();
        world.workgroup("diabetes", "expert1", "expert2");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aQuestionIsOfferedAcceptedAndAnsweredInARoom() {
        world.logIn("expert1");
        String question = world.asks("diabetes", new JsonObject().put("extra", "data"));

        JsonObject offer = world.told("expert1", "offerReceived").get(0);
        assertEquals(question, offer.getString("id"));
        assertEquals("diabetes@workgroup.test", offer.getString("workgroup"));
        assertEquals(new JsonObject().put("username", "visitor").put("email", "visitor@hospital.test").put("verified", false)
                .put("question", "What is the meaning of life").put("extra", "data"), offer.getJsonObject("metaData"));
        assertEquals("queued", world.standing(question).state());

        world.accepts("expert1", question);
        assertEquals("chat-room", world.standing(question).state());
        assertEquals(List.of(question + " expert1@test"), world.rooms().invited());
        JsonObject invitation = world.log(question).get(0);
        assertEquals("offer", invitation.getString("type"));
        assertEquals(question + "@conference.test", invitation.getString("mucRoom"));
        assertEquals("https://test/" + question, invitation.getString("url"));

        world.comes("expert1", question);
        world.visitorComes(question);
        world.ask(Caller.visitor(question), new SayInRoom(question, new Payload("hello", "{\"body\":\"hello\",\"extra\":1}"), null));
        JsonObject said = world.log(question).get(3);
        assertEquals("hello", said.getString("body"));
        assertEquals(new JsonObject().put("body", "hello").put("extra", 1), said.getJsonObject("data"));

        world.goes("expert1", question);
        assertEquals("start", world.standing(question).state());
        assertEquals("expert-left", world.log(question).stream().filter(event -> event.getString("type").equals("depart-queue"))
                .findFirst().orElseThrow().getString("reason"));
        assertFalse(world.rooms().isOpen(question));
    }

    @Test
    void whoRejectsIsPassedOver() {
        world.logIn("expert1");
        world.logIn("expert2");
        String question = world.asks("diabetes");
        world.rejects("expert1", question);
        assertEquals(1, world.told("expert2", "offerReceived").size());
        world.rejects("expert2", question);
        world.pass(Duration.ofSeconds(19));
        assertEquals(1, world.told("expert1", "offerReceived").size());
        world.pass(Duration.ofSeconds(1));
        assertEquals(2, world.told("expert1", "offerReceived").size(), "after a while they may be asked again");
    }

    @Test
    void anOfferThatNobodyAnswersGoesToTheNextAndThenAway() {
        world.logIn("expert1");
        world.logIn("expert2");
        String question = world.asks("diabetes");
        world.pass(Duration.ofSeconds(20));
        assertEquals("timed-out", world.told("expert1", "offerRevoked").get(0).getString("reason"));
        assertEquals(1, world.told("expert2", "offerReceived").size());
        assertEquals("409 offer-gone", world.refused(QueueWorld.user("expert1"), new AcceptOffer("expert1", null, question)));

        world.pass(Duration.ofSeconds(100));
        assertEquals(List.of("away"), world.presences("expert1"), "three in a row");
        assertEquals(3, world.told("expert1", "offerReceived").size());
        world.pass(Duration.ofSeconds(120));
        assertEquals("start", world.standing(question).state());
        assertEquals("agent-not-found", world.standing(question).reason());
        world.ask(Caller.visitor(question), new LeaveMessage(question, "Please call me."));
        assertEquals(List.of("Please call me."), world.rows("select message from request", row -> row.getString(0)));
    }

    @Test
    void ofTwoWhoAcceptInTheSameInstantOneHasIt() {
        world.workgroup(with("both", "everyone", "expert1", "expert2", "expert3"));
        List.of("expert1", "expert2", "expert3").forEach(world::logIn);
        String question = world.asks("both");
        List<Future<BusRecord>> answers = world.together(List.of(
                () -> world.askNow(QueueWorld.user("expert1"), new AcceptOffer("expert1", "both", question)),
                () -> world.askNow(QueueWorld.user("expert2"), new AcceptOffer("expert2", "both", question))));
        assertEquals(1, answers.stream().filter(Future::succeeded).count());
        assertEquals(1, world.rooms().invited().size());
        assertEquals("taken", world.told("expert3", "offerRevoked").get(0).getString("reason"));
        assertEquals(1, world.rows("select count(*) from offer where state = 'chat-room'", row -> row.getLong(0)).get(0));
    }

    @Test
    void nobodyHasMoreChatsThanTheyMayWhenFiveHundredAskAtOnce() {
        world.logIn("expert1");
        world.logIn("expert2");
        List<String> questions = new ArrayList<>();
        for (int number = 0; number < 500; number++) {
            questions.add(world.asked(null, "diabetes", new JsonObject(), "198.51.100." + number).id());
        }
        for (int turn = 0; turn < 8; turn++) {
            for (String expert : List.of("expert1", "expert2")) {
                pending(expert).forEach(id -> {
                    world.accepts(expert, id);
                    world.comes(expert, id);
                });
            }
        }
        assertEquals(4L, chats("expert1"));
        assertEquals(4L, chats("expert2"));
        assertEquals(questions.subList(0, 8), world.rows("select id from request where state = 'chat-room' order by seq",
                row -> row.getString(0)), "first come, first served");
        assertTrue(pending("expert1").isEmpty(), "nothing is offered to who is full");

        world.cancels(questions.get(0));
        assertEquals(questions.get(8), pending("expert1").get(0), "the place of who has left is free at once");
    }

    @Test
    void whoIsAwayIsNotAskedAndWhoComesBackGetsTheLongestWaiting() {
        world.logIn("expert1");
        world.attend("expert1", Attendance.AWAY);
        String first = world.asks("diabetes");
        world.asks("diabetes");
        assertTrue(world.told("expert1", "offerReceived").isEmpty());
        world.attend("expert1", Attendance.AVAILABLE);
        assertEquals(List.of(first), pending("expert1"));
    }

    @Test
    void whoLeavesIsAskedNoMoreAndTheirOfferGoesOn() {
        world.logIn("expert1");
        String question = world.asks("diabetes");
        world.logIn("expert2");
        world.attend("expert1", Attendance.GONE);
        assertEquals(List.of(question), pending("expert2"));
    }

    @Test
    void anExpertWhoDoesNotComeGivesTheQuestionBackToItsPlace() {
        world.logIn("expert1");
        String first = world.asks("diabetes");
        String second = world.asks("diabetes");
        world.accepts("expert1", first);
        world.visitorComes(first);
        assertEquals(List.of(second), pending("expert1"));
        world.pass(Duration.ofSeconds(60));
        assertEquals("queued", world.standing(first).state());
        assertEquals(1, world.standing(first).queuePosition());
        assertEquals("not-come", world.told("expert1", "offerRevoked").stream().filter(event -> event.getString("id").equals(first))
                .findFirst().orElseThrow().getString("reason"));
    }

    @Test
    void everythingStandsAfterARestart() {
        world.logIn("expert1");
        String offered = world.asks("diabetes");
        String waiting = world.asks("diabetes");
        world.pass(Duration.ofSeconds(5));
        world.restart();
        assertEquals(List.of(offered), pending("expert1"), "the offer stands");
        assertEquals(2, world.standing(waiting).queuePosition());
        world.logIn("expert1");
        assertEquals(2, world.told("expert1", "offerReceived").size(), "and is told to who comes back");
        world.pass(Duration.ofSeconds(15));
        assertEquals(List.of(waiting), pending("expert1"), "its deadline went on");
        world.accepts("expert1", waiting);
        world.comes("expert1", waiting);
        world.visitorComes(waiting);
        world.restart();
        assertEquals("chat-room", world.standing(waiting).state());
        assertEquals(1L, chats("expert1"));
    }

    @Test
    void aRoomIsMadeWhenTheXmppServerIsBack() {
        world.logIn("expert1");
        String question = world.asks("diabetes");
        world.rooms().away(true);
        world.accepts("expert1", question);
        assertEquals("queued", world.standing(question).state());
        world.pass(Duration.ofSeconds(3));
        world.rooms().away(false);
        world.pass(Duration.ofSeconds(1));
        assertEquals("chat-room", world.standing(question).state());
    }

    @Test
    void aChatIsHandedToAnotherExpertWhoTakesItsPlace() {
        String question = inChat("expert1");
        world.logIn("expert2");
        world.ask(QueueWorld.user("expert1"), new TransferChat("expert1", "diabetes", question, "expert2@test", "knows more"));
        JsonObject offer = world.told("expert2", "offerReceived").get(0);
        assertEquals("transfer", offer.getString("kind"));
        assertEquals("knows more", offer.getString("reason"));
        world.accepts("expert2", question);
        world.comes("expert2", question);
        assertEquals("knows more", world.log(question).stream().filter(event -> event.getString("type").equals("transferred")).findFirst()
                .orElseThrow().getString("reason"));
        assertEquals("chat-room", world.standing(question).state());
        assertEquals(0L, chats("expert1"));
        assertEquals(1L, chats("expert2"));
        assertFalse(world.rooms().isMember(question, "expert1@test"));
    }

    @Test
    void aTransferThatIsRefusedChangesNothing() {
        String question = inChat("expert1");
        world.logIn("expert2");
        world.ask(QueueWorld.user("expert1"), new TransferChat("expert1", "diabetes", question, "expert2", null));
        world.rejects("expert2", question);
        assertEquals("rejected", world.told("expert1", "transferFailed").get(0).getString("reason"));
        assertEquals(1L, chats("expert1"));
        assertEquals("chat-room", world.standing(question).state());
        world.attend("expert2", Attendance.AWAY);
        assertEquals("409 expert-unavailable", world.refused(QueueWorld.user("expert1"),
                new TransferChat("expert1", "diabetes", question, "expert2", null)));
        assertEquals("404 unknown-expert", world.refused(QueueWorld.user("expert1"),
                new TransferChat("expert1", "diabetes", question, "nobody", null)));
        assertEquals("409 not-in-chat", world.refused(QueueWorld.user("expert2"),
                new TransferChat("expert2", "diabetes", question, "expert1", null)));
    }

    @Test
    void aChatIsHandedToAnotherWorkgroup() {
        world.workgroup("feet", "expert3");
        String question = inChat("expert1");
        world.logIn("expert3");
        world.ask(QueueWorld.user("expert1"), new TransferChat("expert1", "diabetes", question, "feet", "a sore toe"));
        assertEquals(0L, chats("expert1"));
        assertEquals(List.of(question), pending("expert3"));
        world.accepts("expert3", question);
        world.comes("expert3", question);
        assertEquals("chat-room", world.standing(question).state());
        assertEquals("feet@workgroup.test", world.standing(question).workgroupJID());
    }

    @Test
    void whatNobodyTakesOverflowsToTheBackup() {
        world.workgroup("feet", "expert3");
        WorkgroupSettings settings = QueueWorld.settings("eyes", "expert4");
        world.workgroup(new WorkgroupSettings("eyes", null, null, true, null, null, settings.members(), null, null, null, 60, null, null, null,
                null, null, "feet", null, null));
        world.logIn("expert3");
        String question = world.asks("eyes");
        world.pass(Duration.ofSeconds(60));
        assertEquals(List.of(question), pending("expert3"));
        assertEquals("feet@workgroup.test", world.standing(question).workgroupJID());
    }

    @Test
    void skillsAreRequiredForATime() {
        WorkgroupSettings settings = QueueWorld.settings("eyes");
        world.workgroup(new WorkgroupSettings("eyes", null, null, true, null, null, List.of(new WorkgroupSettings.Member("expert3", null, null),
                new WorkgroupSettings.Member("expert4", List.of("german"), null)), null, null, null, null, null, null, null, null, null, null,
                null, settings.openingHours()));
        world.logIn("expert3");
        String question = world.asks("eyes", new JsonObject().put("skills", new JsonArray().add("German")));
        assertTrue(pending("expert3").isEmpty());
        world.pass(Duration.ofSeconds(60));
        assertEquals(List.of(question), pending("expert3"));
    }

    @Test
    void rotationAsksWhoHasNotBeenAskedForTheLongestTime() {
        world.logIn("expert1");
        world.logIn("expert2");
        List<String> asked = IntStream.range(0, 6).mapToObj(number -> {
            String question = world.asks("diabetes");
            String expert = pending("expert1").contains(question) ? "expert1" : "expert2";
            world.cancels(question);
            return expert;
        }).toList();
        assertEquals(List.of("expert1", "expert2", "expert1", "expert2", "expert1", "expert2"), asked);
    }

    @Test
    void whoVanishesLeavesNothingBehind() {
        String question = inChat("expert1");
        String waiting = world.asks("diabetes");
        world.pass(Duration.ofSeconds(240 + 61));
        assertEquals("start", world.standing(question).state());
        assertEquals("visitor-gone", world.standing(question).reason());
        assertEquals("start", world.standing(waiting).state());
        assertEquals(0L, chats("expert1"));
        assertFalse(world.rooms().isOpen(question));
    }

    /** Else the workgroup would look for it again and again. */
    @Test
    void nobodyWaitsForWhoAskedAClosedWorkgroup() {
        WorkgroupSettings plain = QueueWorld.settings("closed", "expert1");
        world.workgroup(new WorkgroupSettings("closed", null, null, true, false, null, plain.members(), null, null, null, null, null, null, null,
                null, null, null, null, null));
        assertTrue(world.asked(null, "closed", new JsonObject(), "192.0.2.1").closed());
        world.ask(Caller.master(), new FastpathCommand.ChangeWorkgroup("closed", plain));
        assertTrue(world.isAtRest(), "a timer is set, though nothing is due");
    }

    @Test
    void whatIsNotAllowedIsRefusedAndChangesNothing() {
        String question = world.asks("diabetes");
        Caller visitor = Caller.visitor(question);
        assertEquals("409 not-invited", world.refused(visitor, new EnterRoom(question, null)));
        assertEquals("409 request-open", world.refused(visitor, new LeaveMessage(question, "hello")));
        assertEquals("403 not-yours", world.refused(Caller.visitor("another"), new EnterRoom(question, null)));
        assertEquals("401 credentials-missing", world.refused(null, new EnterRoom(question, null)));
        assertEquals("409 offer-gone", world.refused(QueueWorld.user("expert1"), new RejectOffer("expert1", null, question)));
        assertEquals("403 not-yours", world.refused(QueueWorld.user("expert1"), new RejectOffer("expert2", null, question)));
        assertEquals("404 unknown-workgroup", world.refused(null, new FastpathCommand.GetWorkgroup("nothing")));
        assertEquals("403 admins-only", world.refused(QueueWorld.user("expert1"), new FastpathCommand.DeleteWorkgroup("diabetes")));
        assertEquals("409 workgroup-exists", world.refused(Caller.master(),
                new FastpathCommand.CreateWorkgroup(QueueWorld.settings("diabetes"))));
        assertEquals("403 not-a-member", world.refused(QueueWorld.user("stranger"),
                new FastpathCommand.JoinWorkgroup("stranger", "diabetes", null)));
        assertEquals("queued", world.standing(question).state());
        world.cancels(question);
        assertEquals("departure-requested", world.standing(question).reason());
        world.cancels(question);
        assertEquals("409 request-ended", world.refused(visitor, new EnterRoom(question, null)));
    }

    @Test
    void nobodyAsksTwiceOrTooOften() {
        Caller alice = QueueWorld.user("alice");
        String question = world.asked(alice, "diabetes", new JsonObject(), "192.0.2.1").id();
        FastpathCommand again = new FastpathCommand.Ask("diabetes", "somebody else", null, "Again?", "{}", "192.0.2.1", "s-alice", null);
        assertEquals("409 already-asked", world.refused(alice, again));
        world.ask(alice, new FastpathCommand.CancelRequest(question));
        world.asked(alice, "diabetes", new JsonObject(), "192.0.2.1");
        for (int number = 0; number < 5; number++) {
            world.asked(null, "diabetes", new JsonObject(), "203.0.113.7");
        }
        FastpathCommand sixth = new FastpathCommand.Ask("diabetes", "x", null, "?", "{}", "203.0.113.7", null, null);
        assertEquals("429 too-many-asks", world.refused(null, sixth));
        world.ask(Caller.master(), sixth);
    }

    @Test
    void aQuestionAskedAgainWithItsKeyIsThereOnce() {
        FastpathCommand.Ask first = world.keyed("diabetes", "Am I heard?", "192.0.2.1", "k-1");
        Asked once = (Asked) world.ask(null, first);
        assertEquals(once, world.ask(null, first));
        assertEquals(List.of(1L), world.rows("select count(*) from request", row -> row.getLong(0)));
        world.asks("diabetes");
        assertEquals(1, ((Asked) world.ask(null, first)).position());
        assertEquals("409 idempotency-conflict", world.refused(null, world.keyed("diabetes", "Something else?", "192.0.2.1", "k-1")));

        assertNotEquals(once.id(), ((Asked) world.ask(null, world.keyed("diabetes", "Am I heard?", "192.0.2.2", "k-1"))).id());
        assertNotEquals(once.id(), ((Asked) world.ask(Caller.master(), first)).id());

        world.cancels(once.id());
        Asked ended = (Asked) world.ask(null, first);
        assertEquals("start", ended.state());
        assertNull(ended.position());
    }

    /** A question that this expert has accepted, with both in the room. */
    private String inChat(String expert) {
        world.logIn(expert);
        String question = world.asks("diabetes");
        world.accepts(expert, question);
        world.comes(expert, question);
        world.visitorComes(question);
        return question;
    }

    private static WorkgroupSettings with(String name, String strategy, String... experts) {
        WorkgroupSettings plain = QueueWorld.settings(name, experts);
        return new WorkgroupSettings(name, null, null, true, null, strategy, plain.members(), null, null, null, null, null, null, null, null,
                null, null, null, null);
    }

    private List<String> pending(String expert) {
        return world.rows("select request_id from offer where pending_expert = '" + expert + "'", row -> row.getString(0));
    }

    private long chats(String expert) {
        return world.rows("select count(*) from offer where expert = '" + expert + "' and state in ('chat-pending', 'chat-room')",
                row -> row.getLong(0)).get(0);
    }
}
