package io.parley.sse;

import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.StreamSignal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** A session's log whose answers the test gives when it likes. */
final class FakeLog implements SessionLog {
    static final long EPOCH = 5;

    final List<StreamSignal.Event> events = new ArrayList<>();
    final List<Runnable> answers = new ArrayList<>();
    final List<Promise<Attached>> attaching = new ArrayList<>();
    /** With which ids the stream has come, first and again. */
    final List<String> cameWith = new ArrayList<>();
    final List<String> recoveredSince = new ArrayList<>();
    final List<Promise<Recovered>> recovering = new ArrayList<>();
    final List<Long> told = new ArrayList<>();
    int keeps = Integer.MAX_VALUE;
    int detached;
    boolean mayLose;
    private long epoch = EPOCH;
    private Handler<StreamSignal> listener = none -> { };

    @Override
    public Subscription subscribe(Handler<StreamSignal> handler) {
        listener = handler;
        return () -> listener = none -> { };
    }

    @Override
    public Future<Attached> attach(String stream, String lastEventId, boolean stanzas) {
        cameWith.add(lastEventId);
        return later(attaching);
    }

    @Override
    public Future<Events> read(long after, int max) {
        Promise<Events> answer = Promise.promise();
        answers.add(() -> answer.complete(new Events(epoch, oldest(), events.size(),
                events.stream().filter(event -> event.sequence() > after && event.sequence() >= oldest()).limit(max).toList())));
        return answer.future();
    }

    @Override
    public Future<Recovered> recover(String lastEventId, String page) {
        recoveredSince.add(lastEventId);
        return later(recovering);
    }

    @Override
    public void written(String stream, long sequence) {
        told.add(sequence);
    }

    @Override
    public void detach(String stream) {
        detached++;
    }

    private static <T> Future<T> later(List<Promise<T>> list) {
        Promise<T> promise = Promise.promise();
        list.add(promise);
        return promise.future();
    }

    private long oldest() {
        return Math.max(1, (long) events.size() - keeps + 1);
    }

    /** Something happens; the signal is not sent yet. */
    StreamSignal.Event append() {
        StreamSignal.Event event = new StreamSignal.Event(epoch, events.size() + 1, 0, "chatapi.chat", Integer.toString(events.size() + 1));
        events.add(event);
        return event;
    }

    void signal(StreamSignal signal) {
        listener.handle(signal);
    }

    /** Appends, and tells at once. */
    void emit() {
        signal(append());
    }

    /** Answers the question that has waited longest. */
    void answer() {
        answers.remove(0).run();
    }

    @Override
    public boolean mayLose() {
        return mayLose;
    }

    /** Another node has the session now: its log begins anew. */
    void moveTo(long newEpoch) {
        epoch = newEpoch;
        events.clear();
    }
}
