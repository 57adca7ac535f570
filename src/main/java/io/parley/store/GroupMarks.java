package io.parley.store;

import io.parley.store.Deliveries.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What has to follow a change of a group: the affiliations of rooms, and the bookmarks of users.
 *
 * @param user the username of a JID of our own domain; empty for any other
 */
public record GroupMarks(Function<String, Optional<String>> user) {
    /** Item: {@link Membership}. */
    public static final String MEMBER = "group-member";

    /** Item: the group's name. */
    public static final String DELETED = "group-deleted";

    /** Item: a username. */
    public static final String BOOKMARKS = "bookmarks";

    /**
     * Who may be in the group or not: that is to be looked up.
     *
     * @param jid empty for everybody who is in the group, or was
     */
    public record Membership(String group, String jid) {
        /** No name of a group has a line break. */
        private static final char BETWEEN = '\n';

        public static Membership of(Mark mark) {
            int at = mark.item().indexOf(BETWEEN);
            return new Membership(mark.item().substring(0, at), mark.item().substring(at + 1));
        }

        static Membership everybody(String group) {
            return new Membership(group, "");
        }

        public boolean isEverybody() {
            return jid.isEmpty();
        }

        static String prefix(String group) {
            return group + BETWEEN;
        }

        Mark mark() {
            return new Mark(MEMBER, prefix(group) + jid);
        }
    }

    /** For rooms alone: the members are the same, but what is theirs in some room is not. */
    public static List<Mark> members(String group, Collection<String> jids) {
        return members(group, jids, jids.size());
    }

    /** One mark for everybody where it would be many: rooms are then looked at once. */
    private static List<Mark> members(String group, Collection<String> jids, long places) {
        return places > Following.MANY ? List.of(Membership.everybody(group).mark())
                : places == 0 ? List.of() : jids.stream().map(jid -> new Membership(group, jid).mark()).toList();
    }

    Following of(String group, Collection<String> changed, Followers followers) {
        long places = followers.rooms() * changed.size();
        List<Mark> marks = new ArrayList<>(members(group, changed, places));
        marks.addAll(bookmarks(changed, followers));
        return new Following(marks, places);
    }

    Following deleted(String group, Collection<String> members, Followers followers) {
        List<Mark> marks = new ArrayList<>(List.of(new Mark(DELETED, group)));
        marks.addAll(bookmarks(members, followers));
        return new Following(marks, followers.rooms() * members.size());
    }

    private List<Mark> bookmarks(Collection<String> jids, Followers followers) {
        return followers.bookmarks() == 0 ? List.of()
                : jids.stream().flatMap(jid -> user.apply(jid).stream()).map(name -> new Mark(BOOKMARKS, name)).toList();
    }
}
