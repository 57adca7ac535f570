package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Eventually;
import io.parley.support.FreePorts;
import io.parley.support.SseClient;
import io.parley.support.TcpProxy;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The components' stream is cut in the middle of conversations: nothing said is lost, and nothing is told twice. */
@WithXmpp
@Tag("once")
class CutStreamIT extends FastpathStory {
    private final int port = FreePorts.one();
    private final TcpProxy network;

    CutStreamIT(XmppServer server) {
        super(server);
        network = TcpProxy.before(vertx, server.componentPort(), port);
    }

    @Override
    Map<String, String> settings() {
        return Map.of("PARLEY_FASTPATH_PORT", Integer.toString(port));
    }

    @Override
    void stopWhatItNeeds() {
        network.close();
    }

    @Test
    void bothGoOnTalkingWhileTheStreamIsCutAgainAndAgain() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        List<String> all = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < 10; number++) {
                String body = "the expert's " + round + "." + number;
                one.say(visitor.id(), body);
                all.add(body);
                if (number == 4) {
                    network.cut();
                }
            }
            String answer = "the visitor's " + round;
            say(visitor, answer);
            one.hears(answer);
            all.add(answer);
        }
        askedBody(toVisitor, all.get(all.size() - 1));
        assertEquals(all, kept(toVisitor).stream().filter(all::contains).toList());
        assertTrue(kept(toVisitor).stream().noneMatch(type -> type.equals("depart-queue") || type.equals("occupantLeft")),
                () -> kept(toVisitor).toString());
        SseClient reloaded = keep(visitor.stream());
        askedBody(reloaded, all.get(all.size() - 1));
        assertEquals(kept(toVisitor), kept(reloaded));
        visitor.cancel();
        assertEquals("destroyed", one.out(visitor.id()));
    }

    /** Asked again under its key until it is known to be said: once. */
    private static void say(Asker visitor, String body) {
        ApiClient keyed = visitor.api().with("Idempotency-Key", body.replace(' ', '-').replace("'", ""));
        Eventually.get(() -> keyed.put(visitor.path(""), new JsonObject().put("body", body)), answer -> answer.status() == 200);
    }

    @Test
    void aQuestionIsAcceptedWhileTheServerCannotBeReached() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        SseClient toVisitor = keep(visitor.stream());
        one.offered(visitor.id());
        network.cut();
        one.accept(visitor.id()).expect(200);
        one.comes(visitor.id());
        asked(toVisitor, "offer");
        ApiResponse entered = Eventually.get(() -> visitor.api().post(visitor.path("")), answer -> answer.status() == 200);
        assertEquals("visitor", entered.json().getString("nickname"));
        say(visitor, "hello");
        one.hears("hello");
        assertEquals(1, toVisitor.events().stream().filter(event -> ExpertDesk.is(event, "chatapi.ask", "offer")).count());
    }
}
