package io.parley.bus;

/** Sessions that run now, Parley's and those of native clients. {@code username} is a local part, prepared. */
public sealed interface LiveSessionCommand extends AdminCommand {

    /**
     * {@link LiveSessionReply.SessionPage}, by session id.
     *
     * @param username only this user's; null for all
     * @param limit    null for all
     * @param after    the session id after which to go on; null for the beginning
     */
    record ListSessions(String username, Integer limit, String after) implements LiveSessionCommand {
    }

    /** A message to every session of the user. {@link Done}; 404 {@code no-session}. */
    record NotifySessions(String username, String body) implements LiveSessionCommand {
        @Override
        public Deed deed() {
            return Deed.of("user notified", username);
        }

        @Override
        public String toString() {
            return "NotifySessions[" + username + "]"; // what somebody says never reaches a log
        }
    }

    /** {@link Done}, for who has none too. */
    record EndSessions(String username) implements LiveSessionCommand {
        @Override
        public Deed deed() {
            return Deed.of("sessions ended", username);
        }
    }

    /** A message to everybody who is online. {@link Done}. */
    record Broadcast(String body) implements LiveSessionCommand {
        @Override
        public Deed deed() {
            return Deed.of("message to everybody", "everybody");
        }

        @Override
        public String toString() {
            return "Broadcast"; // what somebody says never reaches a log
        }
    }

    /** {@link LiveSessionReply.SessionCounts}. */
    record CountSessions() implements LiveSessionCommand {
    }

    /** {@link LiveSessionReply.Unread}. {@code jid} as the caller wrote it. */
    record CountUnread(String jid) implements LiveSessionCommand {
    }
}
