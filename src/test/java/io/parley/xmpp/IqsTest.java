package io.parley.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

class IqsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final BareJid ACCOUNT = JidCreate.bareFromOrThrowUnchecked("alice@example.org");

    private final ManualTimers timers = new ManualTimers();
    private final List<IQ> sent = new ArrayList<>();
    private final Iqs iqs = new Iqs(ACCOUNT, sent::add, timers, PATIENCE);

    @Test
    void theAnswerOfWhoWasAskedIsTaken() {
        Future<IQ> answer = iqs.request(question("room@muc.example.org"));
        assertTrue(iqs.received(result("room@muc.example.org")));
        assertTrue(answer.succeeded());
        assertEquals(0, iqs.size());
        assertEquals(0, timers.size());
    }

    @Test
    void aForgedAnswerIsNot() {
        Future<IQ> answer = iqs.request(question("room@muc.example.org"));
        assertFalse(iqs.received(result("mallory@example.org")));
        assertFalse(iqs.received(result("room@muc.example.org/mallory")));
        assertFalse(answer.isComplete());
    }

    @Test
    void theAccountIsAnsweredForByItsServerAndByItselfAlone() {
        for (String from : new String[] {"alice@example.org", "example.org", "alice@example.org/this"}) {
            Future<IQ> answer = iqs.request(question(null));
            assertTrue(iqs.received(result(from)), from);
            assertTrue(answer.succeeded());
        }
        Future<IQ> answer = iqs.request(question(null));
        assertFalse(iqs.received(result("bob@example.org")));
        assertFalse(answer.isComplete());
    }

    @Test
    void anErrorIsARefusalWithItsCondition() {
        Future<IQ> answer = iqs.request(question("example.org"));
        IQ error = IQ.createErrorResponse(sent.get(0), StanzaError.getBuilder(StanzaError.Condition.forbidden).build());
        assertTrue(iqs.received(error));
        assertEquals(422, problem(answer).status());
        assertEquals("forbidden", problem(answer).condition());
    }

    @Test
    void noAnswerInTimeIs504() {
        Future<IQ> answer = iqs.request(question("example.org"));
        timers.pass(PATIENCE);
        assertEquals(504, problem(answer).status());
        assertFalse(iqs.received(result("example.org")));
    }

    @Test
    void anIdThatIsWaitedForIsNotAskedTwice() {
        iqs.request(question("example.org"));
        assertEquals("duplicate-iq", problem(iqs.request(question("example.org"))).code());
        assertEquals(1, sent.size());
    }

    @Test
    void aLostStreamFailsAllAtOnce() {
        Future<IQ> answer = iqs.request(question("example.org"));
        iqs.fail(Problem.unavailable("xmpp-away", "gone", 2));
        assertEquals("xmpp-away", problem(answer).code());
        assertEquals(0, timers.size());
    }

    private static Ping question(String to) {
        Ping ping = new Ping(to == null ? null : JidCreate.fromOrThrowUnchecked(to));
        ping.setStanzaId("q");
        return ping;
    }

    private IQ result(String from) {
        IQ result = IQ.createResultIQ(sent.get(sent.size() - 1));
        Jid sender = JidCreate.fromOrThrowUnchecked(from);
        result.setFrom(sender);
        return result;
    }

    private static Problem problem(Future<?> failed) {
        return ((ProblemException) failed.cause()).problem();
    }
}
