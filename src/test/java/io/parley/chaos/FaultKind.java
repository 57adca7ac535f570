package io.parley.chaos;

/** What is done to a cluster, and in which lane: of one lane only one thing is broken at a time, for one node may be in the dark. */
enum FaultKind {
    KILL(Lane.NODE, "kill -9, and start again"),
    FREEZE(Lane.NODE, "stop in its tracks, and go on"),
    TERM(Lane.NODE, "SIGTERM, and start again"),
    ROLL(Lane.NODE, "SIGTERM and start of each node in turn, from"),
    XMPP_KILL(Lane.XMPP, "kill -9 of the XMPP server"),
    XMPP_CUT(Lane.XMPP, "all XMPP streams cut"),
    XMPP_STALL(Lane.XMPP, "all XMPP streams in a black hole"),
    DATABASE_KILL(Lane.DATABASE, "PostgreSQL killed"),
    DATABASE_CUT(Lane.DATABASE, "all database connections cut"),
    SLOW(Lane.CLIENT, "a client does not read");

    enum Lane { NODE, XMPP, DATABASE, CLIENT }

    private final Lane lane;
    private final String words;

    FaultKind(Lane lane, String words) {
        this.lane = lane;
        this.words = words;
    }

    Lane lane() {
        return lane;
    }

    String words() {
        return words;
    }
}
