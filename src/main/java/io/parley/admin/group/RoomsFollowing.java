package io.parley.admin.group;

import io.parley.admin.delivery.Delivery;
import io.parley.admin.room.GroupFollower;
import io.parley.store.Deliveries;
import io.parley.store.Deliveries.Mark;
import io.parley.store.GroupMarks;
import io.parley.store.GroupMarks.Membership;
import io.parley.store.Groups;
import io.vertx.core.Future;
import java.util.Map;

/** Tells the rooms who is in a group, by what the database says when they are told. */
public record RoomsFollowing(Groups groups, GroupFollower rooms, Deliveries marks) {

    /** What to do for each kind of mark. */
    public Map<String, Delivery> deliveries() {
        return Map.of(GroupMarks.MEMBER, this::member, GroupMarks.DELETED, this::deleted);
    }

    private Future<Void> deleted(String group) {
        return rooms.groupDeleted(group, () -> marks.hold(new Mark(GroupMarks.DELETED, group)));
    }

    private Future<Void> member(String item) {
        Mark mark = new Mark(GroupMarks.MEMBER, item);
        Membership who = Membership.of(mark);
        if (who.isEverybody()) {
            return rooms.membersChanged(who.group(), () -> marks.hold(mark));
        }
        return groups.isMember(who.group(), who.jid()).compose(member -> member ? rooms.memberAdded(who.group(), who.jid())
                : rooms.memberRemoved(who.group(), who.jid()));
    }
}
