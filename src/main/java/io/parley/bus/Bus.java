package io.parley.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus with Parley's records: requests that are answered with a record or fail with a {@link ProblemException}, and signals
 * that stay on this node.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final DeliveryOptions RECORD = new DeliveryOptions().setCodecName(RecordCodec.NAME);
    private static final DeliveryOptions SIGNAL = new DeliveryOptions().setCodecName(RecordCodec.NAME).setLocalOnly(true);

    private final EventBus events;
    private final DeliveryOptions request;
    private final BusMetrics metrics;

    /**
     * @param timeout how long a request may take at the most, which is longer than any time limit that the answering side keeps itself
     */
    public Bus(Vertx vertx, Duration timeout, BusMetrics metrics) {
        this.metrics = metrics;
        this.events = vertx.eventBus();
        this.request = new DeliveryOptions().setCodecName(RecordCodec.NAME).setSendTimeout(timeout.toMillis());
    }

    /** Makes the codec known, once for each Vert.x instance. */
    public static void register(Vertx vertx) {
        vertx.eventBus().registerCodec(new RecordCodec());
    }

    /**
     * Asks whoever serves the address.
     *
     * @return the answer; or a {@link ProblemException}: what the other side refused with, {@code no-handler} (404) when nobody
     *         serves the address, {@code bus-timeout} (504) when nobody answered
     */
    public <R extends BusRecord> Future<R> request(String address, BusRecord message, Class<R> reply) {
        return request(address, message, reply, Duration.ZERO);
    }

    /** @param more how much longer than others this request may take, for the other side is asked to wait for something */
    public <R extends BusRecord> Future<R> request(String address, BusRecord message, Class<R> reply, Duration more) {
        long begin = System.nanoTime();
        return events.<BusRecord>request(address, message, patience(more))
                .map(answer -> reply.cast(answer.body()))
                .recover(failure -> Future.failedFuture(problemOf(failure)))
                .onComplete(answer -> metrics.answered(command(message), outcome(answer), Duration.ofNanos(System.nanoTime() - begin)));
    }

    /** Tells whoever serves the address, and waits for no answer: neither side is woken for one. */
    public void tell(String address, BusRecord message) {
        events.send(address, message, RECORD);
    }

    private DeliveryOptions patience(Duration more) {
        return more.isZero() ? request : new DeliveryOptions(request).setSendTimeout(request.getSendTimeout() + more.toMillis());
    }

    private static String command(BusRecord message) {
        BusRecord command = message instanceof Ask ask ? ask.command() : message instanceof FastpathAsk asked ? asked.command() : message;
        return command.getClass().getSimpleName();
    }

    private static String outcome(AsyncResult<?> answer) {
        return answer.succeeded() ? "ok" : answer.cause() instanceof ProblemException refused
                ? Integer.toString(refused.problem().status()) : "500";
    }

    /** Serves an address of the whole cluster; what the function fails with becomes the asker's failure. */
    public <T extends BusRecord> MessageConsumer<T> serve(String address, Function<T, Future<? extends BusRecord>> server) {
        return events.consumer(address, message -> answer(message, server));
    }

    /** As {@link #serve}, for askers on this node alone: registering it costs the cluster nothing. */
    public <T extends BusRecord> MessageConsumer<T> serveLocal(String address, Function<T, Future<? extends BusRecord>> server) {
        return events.localConsumer(address, message -> answer(message, server));
    }

    public void signal(String address, StreamSignal signal) {
        events.publish(address, signal, SIGNAL);
    }

    public MessageConsumer<StreamSignal> onSignal(String address, Handler<StreamSignal> handler) {
        return events.localConsumer(address, message -> handler.handle(message.body()));
    }

    private static <T extends BusRecord> void answer(Message<T> message, Function<T, Future<? extends BusRecord>> server) {
        Future<? extends BusRecord> answer;
        try {
            answer = server.apply(message.body());
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.onSuccess(record -> message.reply(record, RECORD))
                .onFailure(failure -> refuse(message, failure));
    }

    private static void refuse(Message<?> message, Throwable failure) {
        Problem problem;
        if (failure instanceof ProblemException refused) {
            problem = refused.problem();
        } else {
            LOG.error("{} failed at {}", message.body().getClass().getSimpleName(), message.address(), failure);
            problem = Problem.of(500, "internal-error", "Something failed inside Parley; its log says what.");
        }
        message.fail(problem.status(), Json.encode(problem));
    }

    private static ProblemException problemOf(Throwable failure) {
        if (failure instanceof ReplyException reply) {
            if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
                return Json.decodeValue(reply.getMessage(), Problem.class).exception();
            }
            if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
                return Problem.notFound("no-handler", "Nobody serves this any more.").exception();
            }
            return Problem.of(504, "bus-timeout", "The part of Parley that was asked did not answer in time.").exception(failure);
        }
        return Problem.of(500, "internal-error", "Something failed inside Parley; its log says what.").exception(failure);
    }
}
