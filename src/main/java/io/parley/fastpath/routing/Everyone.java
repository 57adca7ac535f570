package io.parley.fastpath.routing;

import java.util.List;

/** To all at once: who accepts first has it. */
public final class Everyone implements Strategy {
    @Override
    public List<String> choose(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::username).sorted().toList();
    }
}
