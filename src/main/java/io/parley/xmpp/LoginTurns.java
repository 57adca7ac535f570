package io.parley.xmpp;

import io.parley.bus.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Bounds how many log in to the XMPP server at once; the others wait for their turn without a thread. After a restart of the server all
 * sessions come back, and a user who logs in meanwhile goes before them; but one turn in {@value #RETURNING_SHARE} is a session's that
 * comes back, or a flood of logins, of wrong passwords too, would keep all of them away.
 */
public final class LoginTurns {
    private static final int RETURNING_SHARE = 4;

    private final int atOnce;
    private final int mostNew;
    private final int mostReturning;
    private final Queue<Runnable> newcomers = new ArrayDeque<>();
    private final Queue<Runnable> returning = new ArrayDeque<>();
    private int running;
    private int newInARow;

    /** Who wants a turn. */
    enum Kind {
        /** somebody waits for it */
        NEW,
        /** a session whose stream was lost */
        RETURNING
    }

    /**
     * @param mostNew       how many more may wait
     * @param mostReturning how many sessions may wait to come back; there are no more than sessions
     */
    public LoginTurns(int atOnce, int mostNew, int mostReturning) {
        this.atOnce = atOnce;
        this.mostNew = mostNew;
        this.mostReturning = mostReturning;
    }

    /** Begins the login on the context when it is its turn; 503 when too many wait. */
    <T> Future<T> take(Kind kind, Context context, Supplier<Future<T>> login) {
        Promise<T> done = Promise.promise();
        Runnable begin = () -> context.runOnContext(turn -> begin(login).onComplete(over -> next()).onComplete(done));
        synchronized (this) {
            if (running == atOnce) {
                Queue<Runnable> queue = kind == Kind.NEW ? newcomers : returning;
                if (queue.size() >= (kind == Kind.NEW ? mostNew : mostReturning)) {
                    return Future.failedFuture(Problem.unavailable("pool-full", "Too many logins at this moment.", 2).exception());
                }
                queue.add(begin);
                return done.future();
            }
            running++;
        }
        begin.run();
        return done.future();
    }

    private static <T> Future<T> begin(Supplier<Future<T>> login) {
        try {
            return login.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void next() {
        Runnable next;
        synchronized (this) {
            next = waiting();
            if (next == null) {
                running--;
                return;
            }
        }
        next.run();
    }

    private Runnable waiting() {
        boolean back = newcomers.isEmpty() || newInARow == RETURNING_SHARE - 1 && !returning.isEmpty();
        newInARow = back ? 0 : newInARow + 1;
        return back ? returning.poll() : newcomers.poll();
    }

    /** How many log in or wait now. */
    public synchronized int taken() {
        return running + newcomers.size() + returning.size();
    }
}
