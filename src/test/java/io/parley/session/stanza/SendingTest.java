package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionReply.Sent;
import io.parley.session.FakeLink;
import io.parley.session.Features;
import io.parley.session.SentKeys.Attempt;
import io.parley.session.SlowKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.forward.packet.Forwarded;
import org.jivesoftware.smackx.mam.element.MamElements.MamResultExtension;
import org.jivesoftware.smackx.mam.element.MamFinIQ;
import org.jivesoftware.smackx.mam.element.MamQueryIQ;
import org.jivesoftware.smackx.rsm.packet.RSMSet;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Once for each key, and in order, though keys are written down somewhere else and whoever wrote one may have died since. */
class SendingTest {
    private static final int MOST = 300;

    private final FakeLink link = new FakeLink();
    private final SlowKeys keys = new SlowKeys();
    private final Archive archive = new Archive(link);
    private final Outbox outbox = new Outbox(link, Duration.ofSeconds(10), MOST, time -> { });
    private final Sending sending = new Sending(link, outbox, archive, keys);

    @Test
    void withoutAKeyItIsSentAtOnce() {
        Future<Sent> sent = say("one", null);
        assertEquals(List.of("one"), said());
        outbox.acknowledged(lastId());
        assertEquals(lastId(), sent.result().id());
    }

    @Test
    void aKeyIsWrittenDownBeforeTheMessageIsSent() {
        Future<Sent> sent = say("one", "k");
        assertEquals(List.of(), said());
        keys.written("k");
        assertEquals(List.of("one"), said());
        assertFalse(keys.of("k").orElseThrow().settled());
        outbox.acknowledged(lastId());
        assertEquals(keys.of("k").orElseThrow().stanzaId(), sent.result().id());
        assertTrue(keys.of("k").orElseThrow().settled());
    }

    @Test
    void noMessageOvertakesOneWhoseKeyIsStillBeingWritten() {
        say("one", "k1");
        say("two", null);
        say("three", "k3");
        say("four", null);
        keys.written("k3");
        assertEquals(List.of(), said());
        keys.written("k1");
        assertEquals(List.of("one", "two", "three", "four"), said());
        say("five", null);
        assertEquals("five", said().get(4));
    }

    @Test
    void aKeyThatCannotBeWrittenHoldsNobodyUp() {
        Future<Sent> one = say("one", "k");
        say("two", null);
        keys.notWritten("k", Problem.unavailable("cluster-unsettled", "no", 1).exception());
        assertEquals("cluster-unsettled", code(one));
        assertEquals(List.of("two"), said());
        say("one", "k");
        keys.written("k");
        assertEquals(List.of("two", "one"), said());
    }

    @Test
    void twoTriesAtOnceAreOne() {
        Future<Sent> first = say("one", "k");
        Future<Sent> second = say("one", "k");
        Future<Sent> other = say("something else", "k");
        assertEquals("idempotency-conflict", code(other));
        keys.written("k");
        outbox.acknowledged(lastId());
        assertEquals(List.of("one"), said());
        assertEquals(lastId(), first.result().id());
        assertEquals(lastId(), second.result().id());
    }

    @Test
    void aSecondTryWaitsForTheAnswerToTheFirst() {
        say("one", "k");
        keys.written("k");
        Future<Sent> second = say("one", "k");
        keys.written("k");
        assertFalse(second.isComplete());
        outbox.acknowledged(lastId());
        assertEquals(lastId(), second.result().id());
        assertEquals(List.of("one"), said());
    }

    @Test
    void aMessageThatIsSafeIsNotSentAgain() {
        String id = sentSafely("one", "k");
        Future<Sent> second = say("one", "k");
        keys.written("k");
        assertEquals(id, second.result().id());
        assertEquals(List.of("one"), said());
    }

    @Test
    void theSameKeyForAnotherMessageIsAMistake() {
        sentSafely("one", "k");
        Future<Sent> other = say("two", "k");
        keys.written("k");
        assertEquals("idempotency-conflict", code(other));
    }

    @Test
    void whatWasRefusedFreesItsKey() {
        Future<Sent> sent = say("one", "k");
        keys.written("k");
        outbox.refuse(lastId(), Problem.refused("forbidden", "no"));
        assertEquals("xmpp-refused", code(sent));
        assertEquals(Optional.empty(), keys.of("k"));
    }

    @Test
    void anAcknowledgementThatComesTooLateForTheSenderSettlesTheKey() {
        Future<Sent> sent = say("one", "k");
        keys.written("k");
        link.letTimePass();
        assertEquals("not-acknowledged", code(sent));
        assertFalse(keys.of("k").orElseThrow().settled());
        outbox.acknowledged(lastId());
        assertTrue(keys.of("k").orElseThrow().settled());
    }

    @Test
    void whatTheDeadNodeHadSentIsFoundInTheArchive() {
        keys.keep("alice", "k", before("one"));
        archiveHas("m-before");
        Future<Sent> sent = say("one", "k");
        keys.written("k");
        assertEquals("m-before", sent.result().id());
        assertEquals(List.of(), said());
        assertTrue(keys.of("k").orElseThrow().settled());
    }

    @Test
    void whatTheDeadNodeHadNotSentGoesOutUnderItsId() {
        keys.keep("alice", "k", before("one"));
        archiveHas("m-another");
        Future<Sent> sent = say("one", "k");
        keys.written("k");
        assertEquals(List.of("one"), said());
        outbox.acknowledged("m-before");
        assertEquals("m-before", sent.result().id());
        assertTrue(keys.of("k").orElseThrow().settled());
    }

    @Test
    void whoTriesAgainWhileTheArchiveIsAskedGetsTheSameAnswer() {
        keys.keep("alice", "k", before("one"));
        archiveHas("m-another");
        Promise<IQ> answer = Promise.promise();
        var answers = link.answers;
        link.answers = question -> answer.future();
        Future<Sent> second = say("one", "k");
        keys.written("k");
        Future<Sent> third = say("one", "k");
        answers.apply(link.asked.get(0)).onComplete(answer);
        outbox.acknowledged("m-before");
        assertEquals(List.of("one"), said());
        assertEquals("m-before", second.result().id());
        assertEquals("m-before", third.result().id());
    }

    @Test
    void aSecondTryThatWasNotSentLeavesTheFirstOnesIdForTheThird() {
        keys.keep("alice", "k", before("one"));
        IntStream.range(0, MOST).forEach(i -> say("more", null));
        Future<Sent> sent = say("one", "k");
        keys.written("k");
        assertEquals("session-busy", code(sent));
        assertEquals(Optional.of(before("one")), keys.of("k"));
    }

    @Test
    void whatWasNotSentAtAllFreesItsKey() {
        IntStream.range(0, MOST).forEach(i -> say("more", null));
        Future<Sent> sent = say("one", "k");
        keys.written("k");
        assertEquals("session-busy", code(sent));
        assertEquals(Optional.empty(), keys.of("k"));
    }

    @Test
    void whatWaitedForItsKeyWhenTheStreamWasLostIsNotSentOnTheNext() {
        Future<Sent> one = say("one", "k");
        Future<Sent> two = say("two", null);
        sending.streamLost();
        say("three", null);
        keys.written("k");
        assertEquals(List.of("three"), said());
        assertTrue(ProblemException.isAway(one.cause()));
        assertTrue(ProblemException.isAway(two.cause()));
        assertEquals(Optional.empty(), keys.of("k"));
    }

    @Test
    void onlySoManyWait() {
        say("one", "k");
        List<Future<Sent>> more = IntStream.range(0, MOST).mapToObj(i -> say("more", null)).toList();
        assertEquals("session-busy", code(more.get(MOST - 1)));
        keys.written("k");
        assertEquals(256, said().size());
    }

    private String sentSafely(String body, String key) {
        say(body, key);
        keys.written(key);
        outbox.acknowledged(lastId());
        return lastId();
    }

    private Future<Sent> say(String body, String key) {
        return sending.send(message(body), key);
    }

    private Attempt before(String body) {
        return Attempt.first(Fingerprint.of(message(body)), "m-before", link.now());
    }

    private static Message message(String body) {
        Message message = new Message(JidCreate.entityBareFromOrThrowUnchecked("bob@localhost"), Message.Type.chat);
        message.setBody(body);
        return message;
    }

    private void archiveHas(String id) {
        link.features = new Features(Set.of("urn:xmpp:mam:2"));
        link.answers = question -> {
            String query = ((MamQueryIQ) question).getQueryId();
            Message archived = message("as it was archived");
            archived.setStanzaId(id);
            Message carrier = new Message();
            carrier.addExtension(new MamResultExtension(query, "archive-1", new Forwarded<>(archived)));
            archive.take(carrier);
            return Future.succeededFuture(new MamFinIQ(query, new RSMSet(1), true, true));
        };
    }

    private List<String> said() {
        return link.sent.stream().map(stanza -> ((Message) stanza).getBody()).toList();
    }

    private String lastId() {
        return link.sent.get(link.sent.size() - 1).getStanzaId();
    }

    private static String code(Future<?> failed) {
        return ((ProblemException) failed.cause()).problem().code();
    }
}
