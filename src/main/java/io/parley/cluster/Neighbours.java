package io.parley.cluster;

import io.parley.bus.Moving;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes can be heard: each says twice a second that it lives. Whoever waits for the answer of one that cannot be heard any more is
 * told so after {@link #SILENCE}: the cluster itself notices a node that hangs only after ten. May be used on any thread.
 */
final class Neighbours {
    static final Duration BEAT = Duration.ofMillis(500);
    static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

    private final InstantSource clock;
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final Map<String, Set<Runnable>> waiting = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    Neighbours(InstantSource clock) {
        this.clock = clock;
    }

    /** A last word of one that the others have left out already counts for nothing: its silence would be waited for without end. */
    void heard(String node) {
        heard.computeIfPresent(node, (known, at) -> clock.millis());
        if (silent.remove(node)) {
            LOG.info("node {} is heard again", node);
        }
    }

    /** These are the others; one that is new counts as heard. */
    void are(Collection<String> nodes) {
        heard.keySet().retainAll(nodes);
        silent.retainAll(nodes);
        nodes.forEach(node -> heard.putIfAbsent(node, clock.millis()));
        waiting.keySet().stream().filter(node -> !nodes.contains(node)).forEach(this::giveUp);
    }

    /** This node itself has slept: that it heard nobody says nothing about the others. */
    void slept() {
        heard.replaceAll((node, at) -> clock.millis());
    }

    /** Looks who has fallen silent. */
    void listen() {
        long limit = clock.millis() - SILENCE.toMillis();
        heard.forEach((node, at) -> {
            if (at < limit && silent.add(node)) {
                LOG.warn("node {} is silent", node);
                giveUp(node);
            }
        });
    }

    boolean isSilent(String node) {
        return silent.contains(node);
    }

    boolean anySilent() {
        return !silent.isEmpty();
    }

    /** The node's answer, or a problem 503 once it is gone or silent. Told on the context of whoever asks. */
    <T> Future<T> watched(String node, Future<T> answer) {
        if (cannotAnswer(node)) {
            return Future.failedFuture(Moving.silent().exception());
        }
        Promise<T> first = Promise.promise();
        Context context = Vertx.currentContext();
        Runnable givenUp = () -> onContext(context, () -> first.tryFail(Moving.silent().exception()));
        Set<Runnable> ofNode = waiting.computeIfAbsent(node, id -> ConcurrentHashMap.newKeySet());
        ofNode.add(givenUp);
        if (cannotAnswer(node)) { // since it was asked: whoever gave up the others has perhaps not seen this one
            givenUp.run();
        }
        answer.onComplete(done -> {
            ofNode.remove(givenUp);
            if (done.succeeded()) {
                first.tryComplete(done.result());
            } else {
                first.tryFail(done.cause());
            }
        });
        return first.future();
    }

    private boolean cannotAnswer(String node) {
        return silent.contains(node) || !heard.containsKey(node);
    }

    private void giveUp(String node) {
        Set<Runnable> ofNode = waiting.remove(node);
        if (ofNode != null) {
            ofNode.forEach(Runnable::run);
        }
    }

    private static void onContext(Context context, Runnable task) {
        if (context == null) {
            task.run();
        } else {
            context.runOnContext(go -> task.run());
        }
    }

    /** Answers of other nodes that are waited for. */
    int waiting() {
        return waiting.values().stream().mapToInt(Set::size).sum();
    }
}
