package io.parley.admin.room;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One option of a room: the contract's name of it, and the ways in which servers' forms say it, of which the first that a form has counts.
 *
 * @param harmless what may be asked for where no form has it: what servers then do anyway, and what a client of Openfire's API sends when
 *                 it means nothing by it. Anything else is refused
 * @param feature  what a room discloses when it does this without having an option for it; null where nothing tells
 */
record RoomOption(String field, List<FormWay> ways, Set<Object> harmless, String feature) {
    static RoomOption of(String field, FormWay... ways) {
        return new RoomOption(field, List.of(ways), Set.of(), null);
    }

    RoomOption harmless(Object... values) {
        return new RoomOption(field, ways, Set.of(values), feature);
    }

    RoomOption disclosedBy(String newFeature) {
        return new RoomOption(field, ways, harmless, newFeature);
    }

    Optional<FormWay> way(RoomForm form) {
        return ways.stream().filter(way -> form.has(way.field())).findFirst();
    }

    /** Empty where the server does not tell. */
    Optional<Object> read(RoomForm form) {
        Optional<FormWay> way = way(form);
        if (way.isPresent()) {
            return way.map(known -> known.read(form));
        }
        return feature == null || !form.discloses(feature) ? Optional.empty() : Optional.of(true);
    }

    /** Whether nothing needs to be written for this to be so. */
    boolean isSoAnyway(Object value, RoomForm form) {
        return harmless.contains(value) || feature != null && Boolean.TRUE.equals(value) && form.discloses(feature);
    }
}
