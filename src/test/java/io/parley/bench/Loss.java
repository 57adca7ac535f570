package io.parley.bench;

/** What a user loses when a node is killed. */
enum Loss {
    NOTHING("nothing"),
    SESSION("session"),
    STREAM("stream"),
    BOTH("both");

    private final String title;

    Loss(String title) {
        this.title = title;
    }

    /** The head of its column. */
    String title() {
        return title;
    }

    static Loss of(boolean session, boolean stream) {
        return session ? stream ? BOTH : SESSION : stream ? STREAM : NOTHING;
    }
}
