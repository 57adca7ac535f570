package io.parley.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What was done and what was found wrong, each with its time after the beginning. Used on any thread. */
final class Diary {
    private static final Duration AROUND = Duration.ofSeconds(20);

    /** @param wrong whether it is a fault of the product's, and not one that was made */
    private record Entry(Duration at, String words, boolean wrong) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%8s  %s%s", Fault.seconds(at), wrong ? "WRONG: " : "", words);
        }
    }

    private final long begin = System.nanoTime();
    private final List<Entry> entries = new ArrayList<>();
    private final Consumer<String> listener;

    /** @param listener told of each entry at once */
    Diary(Consumer<String> listener) {
        this.listener = listener;
    }

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    void note(String words) {
        add(new Entry(now(), words, false));
    }

    void wrong(String words) {
        add(new Entry(now(), words, true));
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
        listener.accept(entry.toString());
    }

    synchronized List<String> wrongs() {
        return entries.stream().filter(Entry::wrong).map(Entry::toString).toList();
    }

    /** What was done shortly before this time, or at it. */
    synchronized List<String> around(Duration time) {
        return entries.stream().filter(entry -> !entry.wrong() && entry.at().minus(time).abs().compareTo(AROUND) <= 0)
                .map(Entry::toString).toList();
    }
}
