package io.parley.fastpath.routing;

import java.util.Comparator;
import java.util.List;

/** In turn: to the expert who has been without an offer longest, who never had one before all others. */
public final class Rotation implements Strategy {
    private static final Comparator<Candidate> ORDER = Comparator.comparingLong(Candidate::lastOffer).thenComparing(Candidate::username);

    @Override
    public List<String> choose(List<Candidate> candidates) {
        return candidates.stream().min(ORDER).map(Candidate::username).stream().toList();
    }
}
