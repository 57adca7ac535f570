package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.bus.FastpathCommand.AttachVisitor;
import io.parley.bus.FastpathCommand.DetachVisitor;
import io.parley.bus.FastpathCommand.EnterRoom;
import io.parley.bus.FastpathCommand.FindRequest;
import io.parley.bus.FastpathCommand.ListSaid;
import io.parley.bus.FastpathCommand.ReadVisitorEvents;
import io.parley.bus.FastpathCommand.SayInRoom;
import io.parley.bus.FastpathCommand.TypeInRoom;
import io.parley.bus.FastpathReply.Entered;
import io.parley.bus.FastpathReply.Said;
import io.parley.bus.FastpathReply.SaidMessage;
import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.JoinRoom;
import io.parley.bus.SessionCommand.SendRoomMessage;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Joined;
import io.parley.bus.SessionReply.Sent;
import io.parley.bus.StreamSignal;
import io.parley.support.ApiClient;
import io.parley.support.Eventually;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The conversation, for visitors and for users who asked. */
class AskChatApiTest extends QuestionTest {
    private static final String MINE = V1 + "/ask/" + ID;
    private static final ProblemException NOT_JOINED =
            new Problem(422, "not-joined", "You are not in this room; join it first.", null, "not-acceptable", null).exception();

    @Test
    void aVisitorJoinsUnderTheNameTheyLike() {
        ApiClient visitor = visitor(ID);
        queue.answer(EnterRoom.class, new Entered(ROOM, "Visitor", URL));

        assertEquals(new JsonObject().put("mucRoom", ROOM).put("nickname", "Visitor").put("url", URL),
                visitor.post(MINE).expect(200).json());
        assertEquals(new EnterRoom(ID, null), queue.last().command());
        visitor.post(MINE, "Vera").expect(200);
        assertEquals(new EnterRoom(ID, "Vera"), queue.last().command());
        visitor.post(MINE + "?nickname=Victor", "Vera").expect(200);
        assertEquals(new EnterRoom(ID, "Victor"), queue.last().command());
    }

    @Test
    void aVisitorWritesAndTypes() {
        ApiClient visitor = visitor(ID);
        queue.answer(SayInRoom.class, new Sent("m-1"));

        assertEquals("m-1", visitor.with("Idempotency-Key", "k1").put(MINE, "{\"body\":\"hello\",\"mood\":1}").expect(200).json()
                .getString("id"));
        assertEquals(new SayInRoom(ID, new Payload("hello", "{\"body\":\"hello\",\"mood\":1}"), "k1"), queue.last().command());
        visitor.put(MINE, "just text").expect(200);
        assertEquals(new SayInRoom(ID, new Payload("just text", null), null), queue.last().command());

        visitor.post(MINE + "/chatstate/composing").expect(200);
        assertEquals(new TypeInRoom(ID, "composing"), queue.last().command());
        visitor.post(MINE + "/chatstate/sleeping").expect(400);
    }

    @Test
    void whatTheQueueRefusesArrives() {
        ApiClient visitor = visitor(ID);
        queue.refuse(EnterRoom.class, Problem.conflict("not-invited", "No expert has accepted yet."));

        assertEquals("not-invited", visitor.post(MINE).expect(409).code());
    }

    @Test
    void aPageThatIsLoadedAnewAsksWhatWasSaid() {
        ApiClient visitor = visitor(ID);
        queue.answer(ListSaid.class, new Said(List.of(new SaidMessage("m1", null, "groupchat", ROOM + "/expert1", "hello",
                "{\"body\":\"hello\"}", "2026-11-22T10:00:07Z"))));

        JsonObject said = visitor.get(MINE + "/messages").expect(200).json().getJsonArray("messages").getJsonObject(0);

        assertEquals("hello", said.getJsonObject("data").getString("body"));
    }

    @Test
    void aUserJoinsThroughTheirOwnSession() {
        ApiClient alice = user("alice");
        List<Object> done = new ArrayList<>();
        queue.answer(FindRequest.class, inRoom());
        sessions.scripted.put(JoinRoom.class, command -> {
            done.add(command);
            return Future.succeededFuture(new Joined(ROOM, "Alice", false));
        });

        assertEquals(new JsonObject().put("mucRoom", ROOM).put("nickname", "Alice").put("url", URL),
                alice.post(MINE + "?nickname=Alice").expect(200).json());

        assertEquals(List.of(new JoinRoom(ROOM, null, "Alice", null)), done);
        assertEquals("alice", caller().user(), "the queue judged whose request it is");
    }

    @Test
    void aUserWhoHasNotJoinedJoinsByWriting() {
        ApiClient alice = user("alice");
        List<Object> done = new ArrayList<>();
        queue.answer(FindRequest.class, inRoom());
        sessions.scripted.put(JoinRoom.class, command -> {
            done.add(command);
            return Future.succeededFuture(new Joined(ROOM, "alice", false));
        });
        sessions.scripted.put(SendRoomMessage.class, command -> {
            done.add(command);
            return done.stream().anyMatch(JoinRoom.class::isInstance) ? Future.succeededFuture(new Sent("m-2"))
                    : Future.failedFuture(NOT_JOINED);
        });

        assertEquals("m-2", alice.with("Idempotency-Key", "k2").put(MINE, "hello").expect(200).json().getString("id"));

        SendRoomMessage message = new SendRoomMessage(ROOM, null, new Payload("hello", null), "k2");
        assertEquals(List.of(message, new JoinRoom(ROOM, null, null, null), message), done);
    }

    @Test
    void anotherRefusalIsNotTriedAgain() {
        ApiClient alice = user("alice");
        queue.answer(FindRequest.class, inRoom());
        sessions.scripted.put(SendRoomMessage.class, command -> Future.failedFuture(Problem.refused("forbidden", "Muted.").exception()));
        sessions.scripted.put(JoinRoom.class, command -> {
            throw new AssertionError("joined");
        });

        assertEquals("xmpp-refused", alice.put(MINE, "hello").expect(422).code());
    }

    @Test
    void aUserWhoIsNotInvitedYetOrNoMoreIsToldSo() {
        ApiClient alice = user("alice");
        queue.answer(FindRequest.class, queued());
        assertEquals("not-invited", alice.post(MINE).expect(409).code());
        assertEquals("not-invited", alice.put(MINE, "hello").expect(409).code());
        queue.answer(FindRequest.class, ended());
        assertEquals("request-ended", alice.post(MINE).expect(409).code());
        queue.refuse(FindRequest.class, Problem.of(403, "not-yours", "This is another's question."));
        assertEquals("not-yours", alice.put(MINE, "hello").expect(403).code());
    }

    @Test
    void aVisitorsStreamBringsWhatWasAndWhatIs() {
        String token = ask(ID).getString("streamToken");
        queue.answer(AttachVisitor.class, new Attached(7, 1, 2, null, false, "connected"));
        queue.answer(ReadVisitorEvents.class,
                new Events(7, 1, 2, List.of(new StreamSignal.Event(7, 2, 99, "chatapi.ask", offer().encode()))));

        try (SseClient stream = SseClient.open(vertx, check, nobody, MINE + "/events?token=" + token + "&lastEventId=7-1-98")) {
            SseEvent offered = stream.next("chatapi.ask");
            assertEquals("7-2-99", offered.id());
            assertEquals(offer(), new JsonObject(offered.data()));

            queue.tell(ID, new StreamSignal.Passing("position", "chatapi.ask", position().encode()));
            assertEquals(position(), new JsonObject(stream.next("chatapi.ask").data()));
            assertEquals("7-2-99", stream.lastEventId());

            queue.tell(ID, new StreamSignal.SessionEnded("request-ended"));
            stream.next("chatapi.closed");
            assertEquals(SseClient.End.COMPLETE, stream.awaitEnd());
        }
        AttachVisitor attached = (AttachVisitor) queue.asked.get(0).command();
        assertEquals(List.of(ID, "7-1-98"), List.of(attached.id(), attached.lastEventId()));
        Eventually.get(() -> queue.last().command(), new DetachVisitor(ID, attached.stream())::equals);
    }

    @Test
    void theVisitorsTokenOpensTheStreamTooAndTheHeaderCounts() {
        ApiClient visitor = visitor(ID);
        queue.answer(AttachVisitor.class, new Attached(7, 0, 0, null, false, "connected"));

        try (SseClient stream = SseClient.open(vertx, check, visitor.with("Last-Event-ID", "7-0-1"), MINE + "/events?lastEventId=no")) {
            stream.next("chatapi.connection");
        }
        assertEquals("7-0-1", ((AttachVisitor) queue.asked.get(0).command()).lastEventId());
    }

    @Test
    void aStreamThatTheQueueRefusesIsAProblem() {
        ApiClient visitor = visitor(ID);
        queue.refuse(AttachVisitor.class, Problem.notFound("unknown-request", "There is no such request."));

        assertEquals("unknown-request", visitor.get(MINE + "/events").expect(404).code());
        assertNull(queue.asked.stream().filter(asked -> asked.command() instanceof DetachVisitor).findAny().orElse(null));
    }

    private static JsonObject offer() {
        return new JsonObject().put("type", "offer").put("id", ID).put("to", "v-1@visitors.example.org").put("from", ROOM).put("url", URL)
                .put("mucRoom", ROOM);
    }

    private static JsonObject position() {
        return new JsonObject().put("type", "update-queue").put("id", ID).put("workgroup", GROUP).put("position", 1)
                .put("remainingTime", 3);
    }
}
