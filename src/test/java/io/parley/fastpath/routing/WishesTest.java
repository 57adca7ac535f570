package io.parley.fastpath.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishesTest {
    @Test
    void aQuestionThatWishesNothing() {
        assertEquals(Wishes.none(), Wishes.of(new JsonObject().put("question", "Why?").put("username", "alice")));
    }

    @Test
    void expertsAreUsernamesOrJidsInAnyCase() {
        assertEquals(Optional.of("expert1"), Wishes.of(new JsonObject().put("preferredExpert", " Expert1 ")).preferred());
        assertEquals(Optional.of("expert1"), Wishes.of(new JsonObject().put("agent", "EXPERT1@example.org/phone")).preferred());
    }

    @Test
    void ourOwnNameComesBeforeFastpaths() {
        JsonObject both = new JsonObject().put("agent", "bob").put("preferredExpert", "alice");
        assertEquals(Optional.of("alice"), Wishes.of(both).preferred());
    }

    @Test
    void theExcludedOfAllNamesAreExcluded() {
        JsonObject metaData = new JsonObject().put("excludedExpert", "alice").put("excludedExperts", new JsonArray().add("Bob@x.org"))
                .put("ignore", "carol, dora@x.org,,");
        assertEquals(Set.of("alice", "bob", "carol", "dora"), Wishes.of(metaData).excluded());
    }

    @Test
    void skillsAreAnArrayOrATextWithCommas() {
        assertEquals(Set.of("insulin", "type 2"), Wishes.of(new JsonObject().put("skills", "Insulin, Type 2 ,")).skills());
        assertEquals(Set.of("insulin", "type 2"),
                Wishes.of(new JsonObject().put("skills", new JsonArray().add("INSULIN").add("type 2").add("insulin"))).skills());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "true", "{\"a\":1}", "[1,null,{\"b\":[]},[\"x\"]]", "\"\"", "\",\"", "\"@x.org\"",
        "\"a b\\u0000\"", "[]"})
    void oddValuesAreNoWish(String value) {
        JsonObject metaData = new JsonObject("{\"preferredExpert\":" + value + ",\"agent\":" + value + ",\"ignore\":" + value
                + ",\"excludedExpert\":" + value + "}");
        assertEquals(Wishes.none(), Wishes.of(metaData));
        assertEquals(Optional.empty(), Wishes.of(new JsonObject().put("agent", "x".repeat(1024))).preferred());
    }

    @Test
    void theMostThatIsReadIsBounded() {
        JsonArray many = new JsonArray();
        for (int i = 0; i < 1000; i++) {
            many.add("name" + i);
        }
        assertEquals(100, Wishes.of(new JsonObject().put("skills", many)).skills().size());
        assertEquals(100, Wishes.of(new JsonObject().put("ignore", many)).excluded().size());
    }
}
