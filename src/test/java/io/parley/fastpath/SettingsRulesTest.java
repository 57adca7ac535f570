package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.ProblemException;
import io.parley.bus.WorkgroupSettings;
import io.parley.bus.WorkgroupSettings.Member;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsRulesTest {
    private final SettingsRules rules = new SettingsRules();

    @Test
    void aNameIsEnough() {
        assertEquals(new WorkgroupSettings("diabetes", "", "", false, true, "rotation", List.of(), List.of(), 4, 20, 240, 20, 60, 3, 60,
                300, "", false, null), rules.complete(settings(new JsonObject().put("name", " Diabetes "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "käse", "a@b", "a/b", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aNameIsTheLocalPartOfAJid(String name) {
        assertEquals(Set.of("/name"), pointers(settings(new JsonObject().put("name", name))));
    }

    @Test
    void membersAreUsernamesOrJidsEachOnce() {
        JsonObject given = named().put("members", new JsonArray()
                        .add(member("Expert1@example.org/desk").put("maxChats", 2)
                                .put("skills", new JsonArray().add("Insulin, feet").add(" ")))
                        .add(member("expert2"))
                        .add(member("expert1").put("skills", new JsonArray().add("EYES").add("insulin")).put("maxChats", 3)))
                .put("supervisors", new JsonArray().add("Boss@example.org").add("boss").add("expert2"));
        WorkgroupSettings complete = rules.complete(settings(given));
        assertEquals(List.of(new Member("expert1", List.of("insulin", "feet", "eyes"), 3), new Member("expert2", List.of(), null)),
                complete.members());
        assertEquals(List.of("boss", "expert2"), complete.supervisors());
    }

    @Test
    void everyFaultIsToldAtOnce() {
        JsonObject given = new JsonObject().put("name", "no name").put("description", "bell \u0007").put("welcome", "w".repeat(4001))
                .put("strategy", "random").put("maxChats", 0).put("offerTimeout", 3601).put("requestTimeout", 0).put("rejectionTimeout", -1)
                .put("invitationTimeout", 0).put("missedOffers", 0).put("skillTimeout", -1).put("visitorTimeout", 0)
                .put("backupWorkgroup", "what?").put("members", new JsonArray().add(member("a b")).add(member(null)).addNull()
                        .add(member("expert1").put("maxChats", 101).put("skills", new JsonArray().add("s".repeat(61)).addNull())))
                .put("supervisors", new JsonArray().addNull().add("@x.org")).put("openingHours", new JsonObject().put("timeZone", "Mars"));
        assertEquals(Set.of("/name", "/description", "/welcome", "/strategy", "/maxChats", "/offerTimeout", "/requestTimeout",
                "/rejectionTimeout", "/invitationTimeout", "/missedOffers", "/skillTimeout", "/visitorTimeout", "/backupWorkgroup",
                "/members/0/username", "/members/1/username", "/members/2", "/members/3/maxChats", "/members/3/skills", "/supervisors/0",
                "/supervisors/1", "/openingHours/timeZone"), pointers(settings(given)));
    }

    @ParameterizedTest
    @CsvSource({"maxChats, 1, 100", "offerTimeout, 1, 3600", "requestTimeout, 1, 86400", "rejectionTimeout, 0, 86400",
        "invitationTimeout, 1, 3600", "missedOffers, 1, 100", "skillTimeout, 0, 86400", "visitorTimeout, 1, 86400"})
    void numbersHaveBounds(String field, int least, int most) {
        assertEquals(least, JsonObject.mapFrom(rules.complete(settings(named().put(field, least)))).getInteger(field));
        assertEquals(most, JsonObject.mapFrom(rules.complete(settings(named().put(field, most)))).getInteger(field));
        assertEquals(Set.of("/" + field), pointers(settings(named().put(field, least - 1))));
        assertEquals(Set.of("/" + field), pointers(settings(named().put(field, most + 1))));
    }

    @Test
    void textsMayHaveLinesButNothingThatXmlCannotCarry() {
        assertEquals("Hello!\n\tWrite to us 🎉",
                rules.complete(settings(named().put("welcome", "Hello!\n\tWrite to us 🎉"))).welcome());
        assertEquals(Set.of("/welcome"), pointers(settings(named().put("welcome", "half a pair \uD83D"))));
        assertEquals(Set.of("/description"), pointers(settings(named().put("description", "d".repeat(1001)))));
    }

    @Test
    void theStrategyIsWrittenAsItIsCalled() {
        assertEquals("leastBusy", rules.complete(settings(named().put("strategy", "LEASTBUSY"))).strategy());
    }

    @Test
    void theBackupIsAnotherWorkgroup() {
        assertEquals("general",
                rules.complete(settings(named().put("backupWorkgroup", "General@workgroup.example.org"))).backupWorkgroup());
        assertEquals("", rules.complete(settings(named().put("backupWorkgroup", ""))).backupWorkgroup());
        assertEquals(Set.of("/backupWorkgroup"), pointers(settings(named().put("backupWorkgroup", "DIABETES"))));
        assertEquals(Set.of("/backupWorkgroup"), pointers(settings(named().put("backupWorkgroup", "@workgroup.example.org"))));
    }

    @Test
    void thereAreAtMostAThousandMembers() {
        assertEquals(1000, rules.complete(settings(named().put("members", members(1000)))).members().size());
        assertEquals(Set.of("/members"), pointers(settings(named().put("members", members(1001)))));
    }

    @Test
    void nobodyHasMoreThanFiftySkillsHoweverTheyAreGiven() {
        JsonArray twice = new JsonArray().add(member("expert1").put("skills", skills(0, 30)))
                .add(member("expert1").put("skills", skills(30, 51)));
        assertEquals(Set.of("/members"), pointers(settings(named().put("members", twice))));
        assertEquals(50, rules.complete(settings(named().put("members", new JsonArray().add(member("e").put("skills", skills(0, 50))))))
                .members().get(0).skills().size());
    }

    @Test
    void allTogetherFitIntoTheDatabase() {
        JsonArray many = members(1000);
        many.forEach(member -> ((JsonObject) member).put("skills", skills(0, 50)));
        assertEquals(Set.of(""), pointers(settings(named().put("members", many))));
    }

    @Test
    void aThousandFaultsAreNotAllTold() {
        JsonArray bad = new JsonArray();
        IntStream.range(0, 1000).forEach(i -> bad.add(" "));
        assertEquals(100, refused(settings(named().put("supervisors", bad))).errors().size());
    }

    @Test
    void aChangeLeavesTheRestAsItIs() {
        WorkgroupSettings before = rules.complete(settings(named().put("welcome", "Hello").put("members", members(2)).put("maxChats", 2)
                .put("openingHours", new JsonObject().put("timeZone", "UTC").put("weekly", new JsonObject()))
                .put("backupWorkgroup", "general")));
        WorkgroupSettings after = rules.change(before, settings(new JsonObject().put("maxChats", 7).put("strategy", "everyone")));
        assertEquals(JsonObject.mapFrom(before).put("maxChats", 7).put("strategy", "everyone"), JsonObject.mapFrom(after));
        assertEquals(before, rules.change(before, settings(new JsonObject())));
        assertEquals(before, rules.change(before, before));
    }

    @Test
    void aChangeMayTakeAway() {
        WorkgroupSettings before = rules.complete(settings(named().put("welcome", "Hello").put("members", members(2))
                .put("openingHours", new JsonObject().put("timeZone", "UTC")).put("backupWorkgroup", "general")));
        WorkgroupSettings after = rules.change(before, settings(new JsonObject().put("welcome", "").put("members", new JsonArray())
                .put("openingHours", new JsonObject()).put("backupWorkgroup", "")));
        assertEquals("", after.welcome());
        assertEquals(List.of(), after.members());
        assertNull(after.openingHours());
        assertEquals("", after.backupWorkgroup());
    }

    @Test
    void aNameStays() {
        WorkgroupSettings before = rules.complete(settings(named()));
        assertEquals("diabetes", rules.change(before, settings(new JsonObject().put("name", "Diabetes"))).name());
        Problem refused = assertThrows(ProblemException.class,
                () -> rules.change(before, settings(new JsonObject().put("name", "other").put("maxChats", 0)))).problem();
        assertEquals(400, refused.status());
        assertEquals(List.of("/name", "/maxChats"), refused.errors().stream().map(Fault::pointer).toList());
    }

    @Test
    void aChangeIsCheckedAsTheWhole() {
        WorkgroupSettings before = rules.complete(settings(named()));
        Problem refused = assertThrows(ProblemException.class,
                () -> rules.change(before, settings(new JsonObject().put("backupWorkgroup", "diabetes")))).problem();
        assertEquals("/backupWorkgroup", refused.errors().get(0).pointer());
    }

    private Problem refused(WorkgroupSettings given) {
        Problem problem = assertThrows(ProblemException.class, () -> rules.complete(given)).problem();
        assertEquals(400, problem.status());
        assertEquals("invalid-workgroup", problem.code());
        assertTrue(problem.errors().stream().noneMatch(fault -> fault.detail().isBlank()));
        return problem;
    }

    private Set<String> pointers(WorkgroupSettings given) {
        return refused(given).errors().stream().map(Fault::pointer).collect(Collectors.toSet());
    }

    private static JsonObject named() {
        return new JsonObject().put("name", "diabetes");
    }

    private static JsonObject member(String username) {
        return new JsonObject().put("username", username);
    }

    private static JsonArray members(int count) {
        JsonArray members = new JsonArray();
        IntStream.range(0, count).forEach(i -> members.add(member("expert" + i)));
        return members;
    }

    private static JsonArray skills(int from, int to) {
        JsonArray skills = new JsonArray();
        IntStream.range(from, to).forEach(i -> skills.add("skill number " + i));
        return skills;
    }

    private static WorkgroupSettings settings(JsonObject json) {
        return json.mapTo(WorkgroupSettings.class);
    }
}
