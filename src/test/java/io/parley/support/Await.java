package io.parley.support;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on a test's thread for what happens on an event loop. */
public final class Await {
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private Await() {
    }

    public static <T> T await(Future<T> future) {
        return await(future, PATIENCE);
    }

    /** The result; a failure as an {@link AssertionError} with its cause, and so is the end of patience. */
    public static <T> T await(Future<T> future, Duration patience) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
