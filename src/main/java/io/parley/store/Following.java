package io.parley.store;

import io.parley.store.Deliveries.Mark;
import io.parley.store.GroupMarks.Membership;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has to follow a change of groups.
 *
 * @param places how many affiliations in rooms it may change at the most
 */
public record Following(List<Mark> marks, long places) {
    /** More last longer than whoever asked for the change would wait. */
    public static final int MANY = 50;

    static Following of(Collection<Following> all) {
        return new Following(all.stream().flatMap(one -> one.marks.stream()).distinct().toList(),
                all.stream().mapToLong(Following::places).sum());
    }

    /** With what could not be delivered before. */
    Following with(List<Mark> pending) {
        return new Following(Stream.concat(marks.stream(), pending.stream()).distinct().toList(), places + pending.size());
    }

    /** What the answer can wait for. */
    public List<Mark> awaited() {
        return marks.stream().filter(this::isAwaited).toList();
    }

    /** What follows without anybody waiting for it. */
    public List<Mark> later() {
        return marks.stream().filter(mark -> !isAwaited(mark)).toList();
    }

    private boolean isAwaited(Mark mark) {
        return places <= MANY && !mark.kind().equals(GroupMarks.BOOKMARKS)
                && !(mark.kind().equals(GroupMarks.MEMBER) && Membership.of(mark).isEverybody());
    }
}
