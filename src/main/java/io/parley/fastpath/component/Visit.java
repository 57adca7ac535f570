package io.parley.fastpath.component;

/** A visitor who is to be in a room, until they leave or are put out; whether the room knows it at the moment is another matter. */
final class Visit {
    private final String visitor;
    private final String jid;
    private String nickname;
    private boolean inside;
    private int failures;

    /**
     * @param visitor as the queue writes it
     * @param jid     as the server writes it
     */
    Visit(String visitor, String jid, String nickname) {
        this.visitor = visitor;
        this.jid = jid;
        this.nickname = nickname;
    }

    String visitor() {
        return visitor;
    }

    String jid() {
        return jid;
    }

    String nickname() {
        return nickname;
    }

    boolean isInside() {
        return inside;
    }

    void entered(String as) {
        nickname = as;
        inside = true;
        failures = 0;
    }

    void cutOff() {
        inside = false;
    }

    /** How often in a row it did not come in. */
    int failed() {
        return ++failures;
    }
}
