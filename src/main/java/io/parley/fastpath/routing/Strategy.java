package io.parley.fastpath.routing;

import java.util.List;

/** Whom of those who may be asked a question is offered to. */
public interface Strategy {
    /** @return usernames, at least one when there is a candidate */
    List<String> choose(List<Candidate> candidates);
}
