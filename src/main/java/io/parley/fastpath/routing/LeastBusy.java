package io.parley.fastpath.routing;

import java.util.Comparator;
import java.util.List;

/**
 * To the expert with the fewest chats; among equals to one who has never refused this question, then to the one whose last chat ended
 * longest ago. It is the order in which Openfire's Fastpath asks.
 */
public final class LeastBusy implements Strategy {
    private static final Comparator<Candidate> ORDER = Comparator.comparingInt(Candidate::chats).thenComparing(Candidate::refused)
            .thenComparingLong(Candidate::lastChatEnd).thenComparing(Candidate::username);

    @Override
    public List<String> choose(List<Candidate> candidates) {
        return candidates.stream().min(ORDER).map(Candidate::username).stream().toList();
    }
}
