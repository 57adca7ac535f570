package io.parley.bench;

/** On which nodes a pair is: where sender and receiver have their sessions, where the sender posts, and where the receiver's stream is. */
record Route(int sender, int receiver, int post, int stream) {
    /** Anywhere, as behind a balancer that knows nothing of sessions. */
    static Route spread(int pair, int nodes) {
        return new Route(pair % nodes, (pair + 1) % nodes, pair / nodes % nodes, pair / nodes / nodes % nodes);
    }
}
