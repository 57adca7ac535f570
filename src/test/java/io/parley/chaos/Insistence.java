package io.parley.chaos;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one node after the other, until one gives an answer that settles the matter: every client that is written well does so. What must
 * not be done twice has an Idempotency-Key. Used on its client's own thread.
 */
final class Insistence {
    /** After this a client thinks that nobody will answer, though the node may still wait for the XMPP server. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** For so long nothing may be out of order, whatever is broken; a client that waits longer is told wrong. */
    static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private final Doors doors;
    private final Diary diary;
    private int node;

    /** @param node where this client asks first */
    Insistence(Doors doors, Diary diary, int node) {
        this.doors = doors;
        this.diary = diary;
        this.node = node % doors.count();
    }

    /** @return the last answer, which is not 200 when nobody would settle it in time */
    Reply ask(Request request) {
        long begin = System.nanoTime();
        boolean doubt = false;
        Doors.Answer last = new Doors.Answer(0, "{}");
        while (waited(begin).compareTo(LIMIT) < 0) {
            try {
                last = doors.ask(node, request, PATIENCE).toCompletionStage().toCompletableFuture()
                        .get(PATIENCE.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
                if (last.status() == 500) {
                    diary.wrong(request + " was answered 500 by node " + node + ": " + last.text());
                } else if (!LATER.contains(last.status())) {
                    return new Reply(last.status(), last.text(), doubt, waited(begin));
                }
                doubt |= last.status() == 500 || last.status() == 504;
            } catch (ExecutionException | CompletionException | TimeoutException e) {
                if (e.getCause() instanceof AssertionError broken) {
                    diary.wrong("node " + node + ": " + broken.getMessage());
                }
                doubt = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            node = (node + 1) % doors.count();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        diary.wrong(request + " was not settled within " + Fault.seconds(waited(begin)) + ", at last " + last.status() + " " + last.text());
        return new Reply(last.status(), last.text(), true, waited(begin));
    }

    private static Duration waited(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
