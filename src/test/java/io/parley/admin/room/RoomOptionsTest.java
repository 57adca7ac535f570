package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of options, against each server's form. */
class RoomOptionsTest {
    private static final String CONFIG = "muc#roomconfig_";

    static Stream<Arguments> whatEachServerCanHave() {
        JsonObject everywhere = new JsonObject().put("naturalName", "Lobby").put("description", "Where all meet").put("password", "pw")
                .put("persistent", true).put("publicRoom", false).put("canAnyoneDiscoverJID", true).put("canOccupantsChangeSubject", true)
                .put("canOccupantsInvite", true).put("logEnabled", false).put("membersOnly", true).put("moderated", true)
                .put("broadcastPresenceRoles", JsonArray.of("moderator", "visitor"));
        JsonObject openfire = everywhere.copy().put("maxUsers", 50).put("registrationEnabled", true).put("canChangeNickname", false)
                .put("loginRestrictedToNickname", true).put("allowPM", "moderators");
        return Stream.of(Arguments.of(Forms.prosody(), everywhere), Arguments.of(Forms.openfire(), openfire),
                Arguments.of(Forms.ejabberd(), everywhere.copy().put("maxUsers", 30).put("allowPM", "participants")),
                Arguments.of(Forms.ejabberd(), everywhere.copy().put("allowPM", "none")),
                Arguments.of(Forms.openfire(), openfire.copy().put("maxUsers", 0)));
    }

    @ParameterizedTest
    @MethodSource("whatEachServerCanHave")
    void whatIsWrittenIsRead(RoomForm form, JsonObject room) {
        Map<String, List<String>> written = RoomOptions.write(room, form);
        RoomForm now = Forms.after(form, written);
        JsonObject read = RoomOptions.read(now);
        room.forEach(option -> assertEquals(option.getValue(), read.getValue(option.getKey()), option.getKey()));
        RoomOptions.requireKept(written, now);
        form.filled(written); // each field as what the form says that it is
    }

    @Test
    void whatIsNotSpokenOfIsNotWritten() {
        assertEquals(Map.of(CONFIG + "moderatedroom", List.of("1")), RoomOptions.write(new JsonObject().put("moderated", true)
                .put("roomName", "x").put("owners", new JsonArray()), Forms.ejabberd()));
    }

    @Test
    void whatTheServerDoesNotTellIsLeftOut() {
        JsonObject prosody = RoomOptions.read(Forms.prosody());
        List.of("maxUsers", "allowPM", "canChangeNickname", "loginRestrictedToNickname", "password", "naturalName")
                .forEach(option -> assertFalse(prosody.containsKey(option) && prosody.getValue(option) != null, option));
        assertTrue(prosody.getBoolean("registrationEnabled"), "each of its rooms says that members can register a nickname");
        assertFalse(RoomOptions.read(Forms.ejabberd()).containsKey("registrationEnabled"));
    }

    static Stream<Arguments> whatIsRefused() {
        return Stream.of(Arguments.of(Forms.prosody(), "maxUsers", 30), Arguments.of(Forms.prosody(), "loginRestrictedToNickname", true),
                Arguments.of(Forms.prosody(), "allowPM", "none"), Arguments.of(Forms.ejabberd(), "allowPM", "moderators"),
                Arguments.of(Forms.ejabberd(), "maxUsers", 201), Arguments.of(Forms.ejabberd(), "registrationEnabled", true),
                Arguments.of(Forms.ejabberd(), "loginRestrictedToNickname", true));
    }

    @ParameterizedTest
    @MethodSource("whatIsRefused")
    void whatTheServerHasNoWayToBeIsRefusedByName(RoomForm form, String option, Object value) {
        JsonObject room = new JsonObject().put(option, value);
        Problem refused = assertThrows(ProblemException.class, () -> RoomOptions.write(room, form)).problem();
        assertEquals(501, refused.status());
        assertEquals("option-unsupported", refused.code());
        assertEquals("/" + option, refused.errors().get(0).pointer());
    }

    /** A client that has a field for each option sends false and 0 for those that it never set. */
    @Test
    void whatOlderClientsSendWithoutMeaningItIsTaken() {
        JsonObject room = new JsonObject().put("maxUsers", 0).put("registrationEnabled", false).put("canChangeNickname", false)
                .put("loginRestrictedToNickname", false).put("allowPM", "anyone").put("password", "").put("logEnabled", false)
                .put("canOccupantsInvite", false).put("persistent", false);
        Stream.of(Forms.prosody(), Forms.ejabberd(), Forms.openfire()).forEach(form -> RoomOptions.write(room, form));
    }

    @Test
    void noLimitIsTheServicesOwnWhereItHasOne() {
        assertEquals(List.of("200"), RoomOptions.write(new JsonObject().put("maxUsers", 0), Forms.ejabberd()).get(CONFIG + "maxusers"));
        assertEquals(List.of("none"), RoomOptions.write(new JsonObject().put("maxUsers", 0), Forms.openfire()).get(CONFIG + "maxusers"));
    }

    @Test
    void anEmptyListOfRolesHasAValueWhereTheFormWantsOne() {
        JsonObject nobody = new JsonObject().put("broadcastPresenceRoles", new JsonArray());
        assertEquals(List.of("none"), RoomOptions.write(nobody, Forms.prosody()).get(CONFIG + "presencebroadcast"));
        assertEquals(List.of(), RoomOptions.write(nobody, Forms.ejabberd()).get(CONFIG + "presencebroadcast"));
    }

    @Test
    void whatDoesNotStandAfterwardsWasNotTaken() {
        Problem refused = assertThrows(ProblemException.class, () -> RoomOptions.requireKept(Map.of(CONFIG + "maxusers", List.of("30")),
                Forms.ejabberd())).problem();
        assertEquals("/maxUsers", refused.errors().get(0).pointer());
    }
}
