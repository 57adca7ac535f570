package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.store.RoomGroups.Given;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody has directly, and what they shall have in all. */
class StandingTest {
    private static final String ANN = "ann@example.org";

    @ParameterizedTest
    @CsvSource({"none,member,member", "none,'member,owner',owner", "admin,member,admin", "member,outcast,member", "none,outcast,outcast",
        "outcast,owner,outcast", "owner,'',owner", "none,'',none"})
    void theHighestCountsButADirectBanStays(MUCAffiliation direct, String groups, MUCAffiliation expected) {
        List<MUCAffiliation> given = groups.isEmpty() ? List.of() : Stream.of(groups.split(","))
                .map(MUCAffiliation::valueOf).toList();
        assertEquals(expected, Standing.highest(direct, given));
    }

    @ParameterizedTest
    @CsvSource({
        "member, member, none,   none,   none",   // the room knows what the group gave
        "admin,  admin,  member, member, member", // and this is what is left without it
        "none,   member, none,   none,   none",   // noted, but the room was not told yet
        "member, admin,  member, none,   none",   // the same, of who had less through a group before
        "owner,  member, none,   none,   owner",  // somebody has made them owner since
        "outcast, member, none,  none,   outcast"})
    void whatTheRoomKnowsOtherwiseIsDirect(MUCAffiliation known, String given, String was, String direct, MUCAffiliation expected) {
        Map<String, MUCAffiliation> room = known == MUCAffiliation.none ? Map.of() : Map.of(ANN, known);
        assertEquals(expected, Standing.of(room, List.of(new Given(ANN, given, was, direct))).directOf(ANN));
    }

    @Test
    void aListNamesThoseWhoAreInItDirectlyOrAll() {
        Standing standing = Standing.of(Map.of(ANN, MUCAffiliation.member, "ben@example.org", MUCAffiliation.member),
                List.of(new Given(ANN, "member", "none", "none")));
        assertEquals(List.of("ben@example.org"), standing.with(MUCAffiliation.member, false));
        assertEquals(List.of(ANN, "ben@example.org"), standing.with(MUCAffiliation.member, true));
        assertEquals(Set.of(ANN), standing.given());
    }
}
