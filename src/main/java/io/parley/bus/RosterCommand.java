package io.parley.bus;

import java.util.List;

/** Rosters of users. {@code username} is a local part, prepared; {@code jid} a contact's address as the caller wrote it. */
public sealed interface RosterCommand extends AdminCommand {

    /** {@link UserReply.Roster}. */
    record GetRoster(String username) implements RosterCommand {
    }

    /** {@link Done}; 409 {@code contact-exists}. What is null is left to the server. */
    record AddRosterItem(String username, String jid, String nickname, Integer subscriptionType, List<String> groups)
            implements RosterCommand {
        @Override
        public Deed deed() {
            return new Deed("roster item added", username, jid);
        }
    }

    /** Changes what is not null. {@link Done}; 404 {@code unknown-contact}. */
    record ChangeRosterItem(String username, String jid, String nickname, Integer subscriptionType, List<String> groups)
            implements RosterCommand {
        @Override
        public Deed deed() {
            return new Deed("roster item changed", username, jid);
        }
    }

    /** {@link Done}; 404 {@code unknown-contact}. */
    record RemoveRosterItem(String username, String jid) implements RosterCommand {
        @Override
        public Deed deed() {
            return new Deed("roster item removed", username, jid);
        }
    }
}
