package io.parley.bus;

import io.parley.bus.GroupReply.Group;
import java.util.List;

/** Groups of users, which Parley keeps itself. */
public sealed interface GroupCommand extends AdminCommand {

    /**
     * {@link GroupReply.Groups}, in the order of their names.
     *
     * @param limit how many at the most; null for all
     * @param after the name behind which to begin; null for the first
     */
    record ListGroups(Integer limit, String after) implements GroupCommand {
    }

    /** {@link Group}; 404 {@code unknown-group}. */
    record GetGroup(String name) implements GroupCommand {
    }

    /** {@link Done}; 409 {@code group-exists}, 409 {@code group-ending} while rooms let go of one that had the name before. */
    record CreateGroup(Group group) implements GroupCommand {
        @Override
        public Deed deed() {
            return Deed.of("group created", group.name());
        }
    }

    /** {@link Done}; what is null in the group stays as it is. 404 {@code unknown-group}. */
    record ChangeGroup(String name, Group group) implements GroupCommand {
        @Override
        public Deed deed() {
            return Deed.of("group changed", name);
        }
    }

    /** {@link Done}; 404 {@code unknown-group}. */
    record DeleteGroup(String name) implements GroupCommand {
        @Override
        public Deed deed() {
            return Deed.of("group deleted", name);
        }
    }

    /** {@link GroupReply.GroupNames}, in order; 404 {@code unknown-user}. */
    record GroupsOf(String username) implements GroupCommand {
    }

    /** {@link Done}, of a member too, and then of all the groups or none; 404 {@code unknown-group}, {@code unknown-user}. */
    record JoinGroups(String username, List<String> groups) implements GroupCommand {
        @Override
        public Deed deed() {
            return new Deed("member added to groups", username, String.join(", ", groups));
        }
    }

    /** {@link Done}, of who is no member too, and of all the groups or none; 404 {@code unknown-group}. */
    record LeaveGroups(String username, List<String> groups) implements GroupCommand {
        @Override
        public Deed deed() {
            return new Deed("member removed from groups", username, String.join(", ", groups));
        }
    }
}
