package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.WorkgroupSettings;
import io.parley.fastpath.Workgroup.Member;
import io.parley.fastpath.routing.LeastBusy;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkgroupTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-02T12:00:00Z");

    @Test
    void theSettingsAreRead() {
        Workgroup workgroup = workgroup("""
                {"name": "diabetes", "description": "Sugar", "welcome": "Hello", "open": true, "strategy": "leastBusy",
                 "members": [{"username": "expert1", "skills": ["Feet"]}, {"username": "expert2", "maxChats": 1}],
                 "supervisors": ["boss"], "maxChats": 3, "offerTimeout": 1, "requestTimeout": 2, "rejectionTimeout": 3,
                 "invitationTimeout": 4, "missedOffers": 5, "skillTimeout": 6, "visitorTimeout": 7, "backupWorkgroup": "general",
                 "hideSupervisors": true}""");
        assertInstanceOf(LeastBusy.class, workgroup.strategy());
        assertEquals(new Workgroup("diabetes", "Sugar", "Hello", true, true, workgroup.strategy(),
                List.of(new Member("expert1", Set.of("feet"), 3), new Member("expert2", Set.of(), 1)), Set.of("boss"), 3,
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), 5, Duration.ofSeconds(6),
                Duration.ofSeconds(7), Optional.of("general"), true, Optional.empty()), workgroup);
    }

    @Test
    void withoutOpeningHoursItIsOpenUnlessItIsDisabled() {
        assertTrue(workgroup("{\"name\":\"a\"}").isOpen(MONDAY_NOON));
        assertEquals(Optional.empty(), workgroup("{\"name\":\"a\"}").backup());
        Workgroup disabled = workgroup("{\"name\":\"a\",\"enabled\":false}");
        assertFalse(disabled.isOpen(MONDAY_NOON));
        assertEquals(Optional.empty(), disabled.nextOpening(MONDAY_NOON));
    }

    @Test
    void itOpensByItsHours() {
        Workgroup workgroup = workgroup("""
                {"name": "a", "openingHours": {"timeZone": "UTC", "weekly": {"tuesday": [{"from": "09:00", "to": "17:00"}]}}}""");
        Instant opening = Instant.parse("2026-11-03T09:00:00Z");
        assertFalse(workgroup.isOpen(MONDAY_NOON));
        assertEquals(Optional.of(opening), workgroup.nextOpening(MONDAY_NOON));
        assertTrue(workgroup.isOpen(opening));
        assertEquals(Optional.of(Instant.parse("2026-11-03T17:00:00Z")), workgroup.nextChange(opening));
    }

    @Test
    void disabledItDoesNotOpenByItsHoursEither() {
        Workgroup workgroup = workgroup("""
                {"name": "a", "enabled": false, "openingHours": {"timeZone": "UTC"}}""");
        assertFalse(workgroup.isOpen(MONDAY_NOON));
        assertEquals(Optional.empty(), workgroup.nextOpening(MONDAY_NOON));
        assertEquals(Optional.empty(), workgroup.nextChange(MONDAY_NOON));
    }

    private static Workgroup workgroup(String settings) {
        return Workgroup.of(new SettingsRules().complete(new JsonObject(settings).mapTo(WorkgroupSettings.class)));
    }
}
