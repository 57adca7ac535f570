package io.parley.http;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand;
import io.parley.bus.Problem;
import io.parley.bus.StreamSignal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands in for the queue, on the real event bus: keeps visitors to their own requests, and else answers what a test says. */
final class QueueSide {
    final List<FastpathAsk> asked = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Function<FastpathCommand, Future<? extends BusRecord>>> answers = new ConcurrentHashMap<>();
    private final Bus bus;
    private Bus.Serving consumer;

    QueueSide(Bus bus) {
        this.bus = bus;
    }

    /** Begins anew: served, asked nothing, everything answered with {@link Done}. */
    void open() {
        asked.clear();
        answers.clear();
        if (consumer == null) {
            consumer = bus.<FastpathAsk>serve(Addresses.FASTPATH, this::answer);
        }
    }

    /** There is no queue, as where none is configured. */
    Future<Void> close() {
        Future<Void> closed = consumer.end();
        consumer = null;
        return closed;
    }

    void answer(Class<? extends FastpathCommand> command, BusRecord reply) {
        answers.put(command, asked -> Future.succeededFuture(reply));
    }

    void refuse(Class<? extends FastpathCommand> command, Problem problem) {
        answers.put(command, asked -> Future.failedFuture(problem.exception()));
    }

    void tell(String request, StreamSignal signal) {
        bus.signal(Addresses.visitorEvents(request), signal);
    }

    /** What was asked last, and for whom. */
    FastpathAsk last() {
        return asked.get(asked.size() - 1);
    }

    private Future<? extends BusRecord> answer(FastpathAsk ask) {
        asked.add(ask);
        String request = ask.command() instanceof FastpathCommand.OfRequest about ? about.id()
                : ask.command() instanceof FastpathCommand.FindRequest find ? find.key() : null;
        Caller caller = ask.caller();
        if (request != null && caller.kind() == Caller.Kind.VISITOR && !caller.isVisitorOf(request)) {
            return Future.failedFuture(Problem.of(403, "not-yours", "This is another's question.").exception());
        }
        return answers.getOrDefault(ask.command().getClass(), any -> Future.succeededFuture(new Done())).apply(ask.command());
    }
}
