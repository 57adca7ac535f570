package io.parley.bus;

import io.vertx.core.Future;
import java.util.Optional;

/** What is served on other nodes, and whether they are there. */
public interface Elsewhere {
    /** A node without others. */
    Elsewhere NOWHERE = new Elsewhere() {
        @Override
        public Future<Optional<String>> whoServes(String address) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public String self() {
            return "alone";
        }

        @Override
        public Future<Problem> missed(String address) {
            return Future.succeededFuture(NobodyThere.any());
        }

        @Override
        public <T> Future<T> watched(String node, Future<T> answer) {
            return answer;
        }
    };

    /**
     * The node that serves an address which this node does not serve; empty where nobody does.
     *
     * @return or a {@link ProblemException} 503 while that is being decided, as after the death of a node
     */
    Future<Optional<String>> whoServes(String address);

    /** This node's id. */
    String self();

    /** The node that was named does not serve it: what to tell whoever asked, that it moves, or that it is gone. */
    Future<Problem> missed(String address);

    /** A node's answer; or 503 as soon as that node is known to be gone or silent, for its answer may never come. */
    <T> Future<T> watched(String node, Future<T> answer);
}
