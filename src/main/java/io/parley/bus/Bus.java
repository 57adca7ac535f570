package io.parley.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus with Parley's records: requests that are answered with a record or fail with a {@link ProblemException}, and signals.
 * What this node serves is asked for here; what it does not is handed to the node that does ({@link Elsewhere}), as a {@link Carried}. The
 * cluster itself knows one address of each node: registering ten thousand sessions with it would take seconds, and outlive their node.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final DeliveryOptions RECORD = new DeliveryOptions().setCodecName(RecordCodec.NAME);
    /** For what another node asks, which knows itself how long it waits. */
    private static final DeliveryOptions PATIENT = new DeliveryOptions().setCodecName(RecordCodec.NAME).setSendTimeout(300_000);
    private static final DeliveryOptions HERE = new DeliveryOptions().setCodecName(RecordCodec.NAME).setLocalOnly(true);

    private final EventBus events;
    private final DeliveryOptions request;
    private final BusMetrics metrics;
    private final Elsewhere elsewhere;
    private final Set<String> served = ConcurrentHashMap.newKeySet();

    /**
     * @param timeout how long a request may take at the most, which is longer than any time limit that the answering side keeps itself
     */
    public Bus(Vertx vertx, Duration timeout, BusMetrics metrics) {
        this(vertx, timeout, metrics, Elsewhere.NOWHERE);
    }

    /** @param elsewhere asked for what is not served here */
    public Bus(Vertx vertx, Duration timeout, BusMetrics metrics, Elsewhere elsewhere) {
        this.metrics = metrics;
        this.events = vertx.eventBus();
        this.request = new DeliveryOptions().setCodecName(RecordCodec.NAME).setSendTimeout(timeout.toMillis());
        this.elsewhere = elsewhere;
    }

    /** A served address. */
    public interface Serving {
        /** When requests arrive. */
        Future<Void> begun();

        Future<Void> end();
    }

    /** Makes the codec known, once for each Vert.x instance. */
    public static void register(Vertx vertx) {
        vertx.eventBus().registerCodec(new RecordCodec());
    }

    /**
     * Asks whoever serves the address.
     *
     * @return the answer; or a {@link ProblemException}: what the other side refused with, {@code no-handler} (404) when nobody
     *         serves the address, {@code bus-timeout} (504) when nobody answered, {@code version-mismatch} (503) when one side does
     *         not know what the other sent
     */
    public <R extends BusRecord> Future<R> request(String address, BusRecord message, Class<R> reply) {
        return request(address, message, reply, Duration.ZERO);
    }

    /** @param more how much longer than others this request may take, for the other side is asked to wait for something */
    public <R extends BusRecord> Future<R> request(String address, BusRecord message, Class<R> reply, Duration more) {
        long begin = System.nanoTime();
        return answer(address, message, patience(more))
                .map(reply::cast)
                .recover(failure -> Future.failedFuture(BusFailures.problemOf(failure)))
                .onComplete(answer -> metrics.answered(command(message), outcome(answer), Duration.ofNanos(System.nanoTime() - begin)));
    }

    private Future<BusRecord> answer(String address, BusRecord message, DeliveryOptions patience) {
        return served.contains(address) ? here(address, message, patience)
                : elsewhere.whoServes(address).compose(node -> node.isPresent() ? there(node.get(), address, message, patience)
                        : here(address, message, patience)); // fails, for nobody is here either
    }

    private Future<BusRecord> here(String address, BusRecord message, DeliveryOptions patience) {
        return events.<BusRecord>request(address, message, new DeliveryOptions(patience).setLocalOnly(true)).map(Bus::readable);
    }

    private Future<BusRecord> there(String node, String address, BusRecord message, DeliveryOptions patience) {
        return elsewhere.watched(node, events.<BusRecord>request(Addresses.node(node), new Carried(address, message), patience))
                .map(Bus::readable)
                .recover(failure -> BusFailures.isNobody(failure)
                        ? elsewhere.missed(address).compose(problem -> Future.failedFuture(problem.exception()))
                        : Future.failedFuture(failure));
    }

    /** This node's id. */
    public String node() {
        return elsewhere.self();
    }

    /** Whether whoever serves the address is on this node. */
    public boolean serves(String address) {
        return served.contains(address);
    }

    /** As {@link #request}, of a node that is known by its id: it is asked for what it serves itself. */
    public <R extends BusRecord> Future<R> requestAt(String node, String address, BusRecord message, Class<R> reply) {
        return there(node, address, message, request).map(reply::cast).recover(failure -> Future.failedFuture(BusFailures.problemOf(failure)));
    }

    /** Tells whoever serves the address, and waits for no answer: neither side is woken for one. What cannot be told is lost. */
    public void tell(String address, BusRecord message) {
        if (served.contains(address)) {
            events.send(address, message, HERE);
        } else {
            elsewhere.whoServes(address).onSuccess(node -> node.ifPresent(id -> tellNode(id, new Carried(address, message))));
        }
    }

    /** Tells a node. */
    public void tellNode(String node, BusRecord message) {
        events.send(Addresses.node(node), message, RECORD);
    }

    private DeliveryOptions patience(Duration more) {
        return more.isZero() ? request : new DeliveryOptions(request).setSendTimeout(request.getSendTimeout() + more.toMillis());
    }

    private static String command(BusRecord message) {
        if (message instanceof Carried carried) {
            return command(carried.record());
        } else if (message instanceof Ask ask) {
            return command(ask.command());
        } else if (message instanceof FastpathAsk ask) {
            return command(ask.command());
        } else if (message instanceof AdminAsk ask) {
            return command(ask.command());
        }
        return message.getClass().getSimpleName();
    }

    private static String outcome(AsyncResult<?> answer) {
        return answer.succeeded() ? "ok" : answer.cause() instanceof ProblemException refused
                ? Integer.toString(refused.problem().status()) : "500";
    }

    /** Serves an address; what the function fails with becomes the asker's failure. */
    public <T extends BusRecord> Serving serve(String address, Function<T, Future<? extends BusRecord>> server) {
        MessageConsumer<T> consumer = events.localConsumer(address, message -> answer(message, server));
        served.add(address);
        return new Serving() {
            @Override
            public Future<Void> begun() {
                return consumer.completion();
            }

            @Override
            public Future<Void> end() {
                served.remove(address);
                return consumer.unregister();
            }
        };
    }

    /** Takes what other nodes hand to this one, at its own address, which the cluster is told of. */
    public MessageConsumer<BusRecord> serveNode(String self, Handler<Message<BusRecord>> handler) {
        return events.consumer(Addresses.node(self), handler);
    }

    /** Hands on what another node has carried here, to whoever serves it on this node and on no other. */
    public void handOn(Message<?> message, Carried carried) {
        if (carried.record() instanceof StreamSignal signal) {
            signal(carried.address(), signal);
        } else if (message.replyAddress() == null) {
            events.send(carried.address(), carried.record(), HERE);
        } else {
            here(carried.address(), carried.record(), PATIENT)
                    .onSuccess(record -> message.reply(record, RECORD))
                    .onFailure(failure -> BusFailures.refuse(message, BusFailures.problemOf(failure)));
        }
    }

    public void signal(String address, StreamSignal signal) {
        events.publish(address, signal, HERE);
    }

    /** As {@link #signal}, for the streams that other nodes write too. */
    public void signal(String address, StreamSignal signal, Collection<String> nodes) {
        signal(address, signal);
        nodes.forEach(node -> tellNode(node, new Carried(address, signal)));
    }

    public MessageConsumer<StreamSignal> onSignal(String address, Handler<StreamSignal> handler) {
        return events.localConsumer(address, message -> handler.handle(message.body()));
    }

    private static <T extends BusRecord> void answer(Message<T> message, Function<T, Future<? extends BusRecord>> server) {
        Future<? extends BusRecord> answer;
        try {
            answer = server.apply(readable(message));
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.onSuccess(record -> message.reply(record, RECORD))
                .onFailure(failure -> BusFailures.refuse(message, failure));
    }

    private static <T extends BusRecord> T readable(Message<T> message) {
        BusRecord body = message.body();
        if (body instanceof Unreadable unreadable) {
            LOG.warn("what came to {} is another version's: {}", message.address(), unreadable.what());
            throw unreadable.problem().exception();
        }
        return message.body();
    }
}
