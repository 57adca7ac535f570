package io.parley.admin.room;

import io.parley.store.RoomGroups.Given;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jivesoftware.smackx.muc.MUCAffiliation;

/**
 * Who has which affiliation in a room: as the room knows it, and what of that they have directly.
 *
 * @param known  by bare JID
 * @param direct by bare JID, without what they have through groups alone
 * @param given  who has something through groups
 */
record Standing(Map<String, MUCAffiliation> known, Map<String, MUCAffiliation> direct, Set<String> given) {
    static final List<MUCAffiliation> LISTED =
            List.of(MUCAffiliation.owner, MUCAffiliation.admin, MUCAffiliation.member, MUCAffiliation.outcast);

    /** Where the room knows something else than what was given, somebody has changed it since, and that is direct. */
    static Standing of(Map<String, MUCAffiliation> known, Collection<Given> given) {
        Map<String, MUCAffiliation> direct = new TreeMap<>(known);
        Set<String> through = new HashSet<>();
        for (Given one : given) {
            String now = known.getOrDefault(one.jid(), MUCAffiliation.none).name();
            if (now.equals(one.affiliation()) || now.equals(one.was())) {
                through.add(one.jid());
                direct.put(one.jid(), MUCAffiliation.valueOf(one.direct()));
            }
        }
        return new Standing(known, direct, through);
    }

    MUCAffiliation knownOf(String jid) {
        return known.getOrDefault(jid, MUCAffiliation.none);
    }

    MUCAffiliation directOf(String jid) {
        return direct.getOrDefault(jid, MUCAffiliation.none);
    }

    /** Who has it, sorted. {@code whole}: through groups as well. */
    List<String> with(MUCAffiliation affiliation, boolean whole) {
        return (whole ? known : direct).entrySet().stream().filter(one -> one.getValue() == affiliation).map(Map.Entry::getKey)
                .sorted().toList();
    }

    /** What somebody shall have: the highest of all, but who is banned directly stays banned. */
    static MUCAffiliation highest(MUCAffiliation direct, Collection<MUCAffiliation> throughGroups) {
        if (direct == MUCAffiliation.outcast) {
            return direct;
        }
        return Stream.concat(throughGroups.stream(), Stream.of(direct))
                .min(Comparator.comparingInt(Standing::rank)).orElseThrow();
    }

    private static int rank(MUCAffiliation affiliation) {
        int at = LISTED.indexOf(affiliation);
        return at < 0 ? LISTED.size() : at;
    }

    /** Lists as the room has them. */
    static Map<String, MUCAffiliation> known(Map<MUCAffiliation, List<String>> lists) {
        return lists.entrySet().stream().flatMap(list -> list.getValue().stream().map(jid -> Map.entry(jid, list.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }
}
