package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiResponse;
import io.parley.support.Eventually;
import io.parley.support.Postgres;
import io.parley.support.SseClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions in PostgreSQL, which ends and comes back in the middle: what was answered for is kept. */
@Tag("once")
@WithXmpp
class PostgresFlowIT extends FastpathStory {
    private final Postgres postgres = Postgres.started();

    PostgresFlowIT(XmppServer server) {
        super(server);
    }

    @Override
    Map<String, String> settings() {
        return postgres.environment();
    }

    @Override
    void stopWhatItNeeds() {
        postgres.close();
    }

    @Test
    void aQuestionFindsItsExpert() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        visitor.say("Hello");
        one.hears("Hello");
        one.say(visitor.id(), "Hello you");
        askedBody(toVisitor, "Hello you");
        one.leave(visitor.id());
        assertEquals("expert-left", asked(toVisitor, "depart-queue").getString("reason"));
        assertEquals(List.of("offer", "occupantJoined", "occupantJoined", "Hello", "Hello you", "occupantLeft", "depart-queue"),
                kept(toVisitor));
    }

    @Test
    void theDatabaseRestartsBetweenEverything() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        one.offered(visitor.id());
        postgres.restart();
        again(() -> one.accept(visitor.id()));
        one.comes(visitor.id());
        postgres.kill();
        postgres.start();
        again(() -> visitor.api().post(visitor.path("?nickname=Wanda")));
        SseClient toVisitor = keep(visitor.stream());
        one.say(visitor.id(), "Are you there?");
        askedBody(toVisitor, "Are you there?");
        visitor.say("I am");
        one.hears("I am");
    }

    @Test
    void whileItIsAwayNothingIsTakenInAndAfterwardsAllGoesOn() {
        open();
        ExpertDesk one = expert(ONE);
        Asker talking = inRoom(one);
        SseClient toVisitor = keep(talking.stream());
        talking.say("before");
        askedBody(toVisitor, "before");
        Asker waiting = visitorAsks();
        one.offered(waiting.id());
        postgres.stop();
        ApiResponse refused = stranger().post(V1 + "/ask", question()).expect(503);
        assertEquals("store-unavailable", refused.code());
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
        assertEquals("store-unavailable", one.accept(waiting.id()).expect(503).code());
        assertEquals("store-unavailable", waiting.api().get(waiting.path("")).expect(503).code());
        one.say(talking.id(), "meanwhile");
        one.hears("meanwhile");
        postgres.start();

        assertEquals("queued", again(() -> waiting.api().get(waiting.path(""))).json().getString("state"));
        again(() -> one.accept(waiting.id()));
        one.comes(waiting.id());
        one.say(talking.id(), "after");
        askedBody(toVisitor, "after");
        List<String> said = List.of("before", "meanwhile", "after");
        assertEquals(said, kept(toVisitor).stream().filter(said::contains).toList());
    }

    @Test
    void whoLeavesWhileItIsAwayHasLeft() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        asked(toVisitor, "offer");
        postgres.stop();
        one.leave(visitor.id());
        one.out(visitor.id());
        postgres.start();
        assertEquals("expert-left", asked(toVisitor, "depart-queue").getString("reason"));
        assertEquals("expert-left", again(() -> visitor.api().get(visitor.path(""))).json().getString("reason"));
    }

    /** A few connections may still be dead ones. */
    private static ApiResponse again(Supplier<ApiResponse> request) {
        return Eventually.get(request, answer -> answer.status() != 503).expect(200);
    }
}
