package io.parley.bus;

/** What is asked of {@link Addresses#gate}: the way from a user to the user's session. */
public sealed interface Gate extends BusRecord {

    /** Who is behind the wish to log in. */
    enum Proof {
        /** the user's XMPP password, given along: it is verified first, always */
        PASSWORD,
        /** Basic credentials that {@link Verify} has found good lately, given along */
        VERIFIED,
        /** the master secret: the user is logged in without a password */
        MASTER
    }

    /**
     * Opens the user's session, or finds the one that runs. Answered with {@link Opened}.
     *
     * @param password null for {@link Proof#MASTER}
     * @param newLogin whether a login (a device with a token of its own) begins; else the session is opened on demand, for one request
     */
    record Open(String user, Proof proof, String password, boolean newLogin) implements Gate {
        @Override
        public String toString() {
            return "Open[" + user + ", " + proof + ", newLogin=" + newLogin + "]"; // a password never reaches a log
        }
    }

    /** The running session. {@code login} is null unless one began. */
    record Opened(String user, String streamId, String jid, String login) implements BusRecord {
    }

    /**
     * Checks a password by a real XMPP login that never shows as online. Answered with {@link Done}; refused with 401.
     */
    record Verify(String user, String password) implements Gate {
        @Override
        public String toString() {
            return "Verify[" + user + "]";
        }
    }

    /**
     * Ends the user's session on the node that is asked, and one that just begins as soon as it has. Answered with {@link Done}, where
     * there is none too.
     *
     * @param reason what the event streams are told
     */
    record Expel(String user, String reason) implements Gate {
    }

    /** Which sessions this shard has. Answered with {@link SessionReply.Running}. {@code user}: only this one's; null for all. */
    record Look(String user) implements Gate {
    }

    /**
     * The session of this user has lost its node, or is handed over to this one: whoever is asked takes it over, unless it runs on a node
     * that lives. Answered with {@link Done} when it is this node's to bring back.
     */
    record TakeOver(String user) implements Gate {
    }
}
