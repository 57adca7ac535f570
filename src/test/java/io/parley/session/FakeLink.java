package io.parley.session;

import io.parley.bus.Problem;
import io.parley.time.Timers;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

/** A session that writes down what it is told, whose questions a test answers and whose time a test makes pass. */
public final class FakeLink implements Link, Timers {
    private record Waiting(Duration delay, Runnable task) {
    }

    private int doubts;
    public final List<Stanza> sent = new ArrayList<>();
    public final List<Object> told = new ArrayList<>();
    public final List<IQ> asked = new ArrayList<>();
    public Function<IQ, Future<IQ>> answers = question -> Future.failedFuture(Problem.refused("service-unavailable", "no").exception());
    public Features features = Features.NONE;
    private final List<Waiting> waiting = new ArrayList<>();
    private int ids;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    public EntityBareJid account() {
        return self().asEntityBareJid();
    }

    @Override
    public EntityFullJid self() {
        return JidCreate.entityFullFromOrThrowUnchecked("alice@localhost/here");
    }

    @Override
    public IqChannel iqs() {
        return question -> {
            asked.add(question);
            return answers.apply(question);
        };
    }

    @Override
    public void send(Stanza stanza) {
        sent.add(stanza);
    }

    @Override
    public void doubt() {
        doubts++;
    }

    @Override
    public boolean acknowledges() {
        return true;
    }

    @Override
    public void emit(String channel, Object data) {
        told.add(data);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public String newId(String prefix) {
        return prefix + ++ids;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Waiting one = new Waiting(delay, task);
        waiting.add(one);
        return () -> waiting.remove(one);
    }

    @Override
    public Timer every(Duration interval, Runnable task) {
        return after(interval, task);
    }

    /** The clock goes on; what waits for its time still waits. */
    public void letClockRun(Duration time) {
        now = now.plus(time);
    }

    /** How many tasks wait for their time. */
    public int waiting() {
        return waiting.size();
    }

    /** Everything that waits for its time is due. */
    public void letTimePass() {
        letTimePass(Duration.ofDays(1));
    }

    /** What waits for no longer than this is due. */
    public void letTimePass(Duration time) {
        List<Waiting> due = waiting.stream().filter(one -> one.delay().compareTo(time) <= 0).toList();
        waiting.removeAll(due);
        due.forEach(one -> one.task().run());
    }
}
