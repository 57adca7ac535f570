package io.parley.fastpath;

/** How long questions of one workgroup waited for an expert lately: the moving average of the last {@value #KEPT}. For one event loop. */
public final class Waits {
    static final int KEPT = 20;
    /** While nothing is known, as Openfire's Fastpath says. */
    private static final long UNKNOWN_MILLIS = 15_000;

    private final long[] last = new long[KEPT];
    private int seen;

    /** @param millis that a question waited; a clock set back makes it 0, and more than 24 days are as good as 24 days */
    public void add(long millis) {
        last[seen % KEPT] = Math.max(0, Math.min(Integer.MAX_VALUE, millis));
        // Counted on within [KEPT, 2 * KEPT), that it never overflows.
        seen = seen + 1 == 2 * KEPT ? KEPT : seen + 1;
    }

    public long averageMillis() {
        int known = Math.min(seen, KEPT);
        long sum = 0;
        for (int i = 0; i < known; i++) {
            sum += last[i];
        }
        return known == 0 ? UNKNOWN_MILLIS : sum / known;
    }

    /** In whole seconds, rounded up. */
    public int averageSeconds() {
        return seconds(averageMillis());
    }

    /**
     * As many questions as there are experts are taken in the time that one takes.
     *
     * @param position 1 is next
     * @param experts  who take questions; none counts as one, for the question waits until one comes
     * @return seconds, rounded up
     */
    public int estimateSeconds(int position, int experts) {
        long turns = (Math.max(1L, position) + Math.max(1, experts) - 1) / Math.max(1, experts);
        return seconds(turns * averageMillis());
    }

    private static int seconds(long millis) {
        return (int) Math.min(Integer.MAX_VALUE, (millis + 999) / 1000);
    }
}
