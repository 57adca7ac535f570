package io.parley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveConfigTest {
    private static final String SECRET = "a-secret-that-nobody-reads";
    private final LiveConfig config = new ConfigLoader(Map.of("PARLEY_SECRET", SECRET, "PARLEY_SESSIONS_AWAY_AFTER", "90s",
            "PARLEY_ACCESS_ADMINS", "alice,bob")).live(Path.of("conf/parley.yaml"));

    @Test
    void whatAdminsSetWinsOverFileAndEnvironment() {
        assertEquals(Duration.ofSeconds(90), config.get().sessions().awayAfter());
        config.become(Map.of("sessions.awayAfter", "5m", "roster.accept", "all", "a.client.s", "own"));
        assertEquals(Duration.ofMinutes(5), config.get().sessions().awayAfter());
        assertTrue(config.get().sessions().acceptAll());
        config.become(Map.of());
        assertEquals(Duration.ofSeconds(90), config.get().sessions().awayAfter());
        assertFalse(config.get().sessions().acceptAll());
    }

    @Test
    void whatCannotBeChangedOrCannotBeIsPassedOver() {
        Map<String, String> properties = new HashMap<>(Map.of("access.secret", "another-secret-of-somebody", "access.admins", "eve",
                "http.port", "1", "sessions.idleAfter", "for ever", "access.freeFailures", "7"));
        properties.put("meeting.url", null);
        config.become(properties);
        assertEquals(7, config.get().access().freeFailures());
        assertEquals(SECRET, config.get().access().secret().orElseThrow());
        assertEquals(7070, config.get().http().port());
        assertEquals(Duration.ofMinutes(30), config.get().sessions().idleAfter());
    }

    @Test
    void everyKeyIsToldAsTheFileWritesItAndNoSecret() {
        Map<String, Setting> all = config.settings().stream().collect(Collectors.toMap(Setting::name, Function.identity()));
        assertEquals(ConfigLoader.keys().stream().map(Key::name).collect(Collectors.toSet()), all.keySet());
        assertEquals(new Setting("sessions.awayAfter", "90s", Setting.Kind.LIVE), all.get("sessions.awayAfter"));
        assertEquals(new Setting("http.maxBodyBytes", "1MiB", Setting.Kind.FIXED), all.get("http.maxBodyBytes"));
        assertEquals(new Setting("access.admins", "alice,bob", Setting.Kind.PROTECTED), all.get("access.admins"));
        assertEquals(new Setting("access.secret", Setting.HIDDEN, Setting.Kind.PROTECTED), all.get("access.secret"));
        assertEquals(Setting.HIDDEN, all.get("store.url").value());
        assertEquals("ask", all.get("roster.accept").value());
        assertNull(all.get("store.password").value());
        assertFalse(all.toString().contains(SECRET));
    }

    @Test
    void aValueIsCheckedAsTheFilesIs() {
        config.check("sessions.awayAfter", "5m");
        for (Map.Entry<String, String> bad : Map.of("sessions.awayAfter", "5 parsecs", "roster.accept", "none", "access.freeFailures", "0",
                "meeting.url", "https://no.room.example/", "fastpath.asksPerAddress", "-1").entrySet()) {
            assertThrows(ConfigException.class, () -> config.check(bad.getKey(), bad.getValue()), bad.toString());
        }
    }
}
