package io.parley.store;

/** How a connection to the database is opened. */
record JdbcUrl(String url) {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final int ANSWER_SECONDS = 30;
    private static final int MOMENT_SECONDS = 3;

    /**
     * With a limit to what a PostgreSQL may take to answer, unless one is given: the driver's own is none, and each question to a machine
     * that is gone without a word would hold a thread and a connection until the operating system gives up, a quarter of an hour.
     */
    String patient() {
        if (!url.startsWith(POSTGRESQL) || url.contains(SOCKET_TIMEOUT + "=")) {
            return url;
        }
        return with(SOCKET_TIMEOUT + "=" + ANSWER_SECONDS);
    }

    /** For questions that are asked every second: who waits for a connection from before the network broke does not see that it is back. */
    String impatient() {
        return url.startsWith(POSTGRESQL)
                ? with(SOCKET_TIMEOUT + "=" + MOMENT_SECONDS + "&connectTimeout=" + MOMENT_SECONDS + "&loginTimeout=" + MOMENT_SECONDS) : url;
    }

    /** Of two values of the same, the last counts. */
    private String with(String more) {
        return url + (url.contains("?") ? "&" : "?") + more;
    }
}
