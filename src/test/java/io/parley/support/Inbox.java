package io.parley.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** What arrived and was not taken yet, in the order of arrival. */
public final class Inbox<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Deque<T> arrived = new ArrayDeque<>();
    private final String what;

    /** @param what is awaited, for who awaits it in vain */
    public Inbox(String what) {
        this.what = what;
    }

    public synchronized void add(T item) {
        arrived.addLast(item);
        notifyAll();
    }

    /** Takes the first that matches, waiting for it; the others stay. {@link AssertionError} when none comes in time. */
    public synchronized T await(Predicate<? super T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (Iterator<T> each = arrived.iterator(); each.hasNext();) {
                T item = each.next();
                if (wanted.test(item)) {
                    each.remove();
                    return item;
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("No such " + what + " within " + PATIENCE + "; there were " + arrived);
            }
            waitFor(left);
        }
    }

    /** All that is here now, taken. */
    public synchronized List<T> drain() {
        List<T> all = new ArrayList<>(arrived);
        arrived.clear();
        return all;
    }

    private void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
