package io.parley.config;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/parley.yaml, the keys of the program and the configuration records must tell the same story. */
class ConfigFileTest {
    private static final Path FILE = Path.of("conf/parley.yaml");

    @Test
    void theFileHasEveryKeyAndNoOther() {
        assertEquals(new TreeSet<>(ConfigLoader.keys().stream().map(Key::name).toList()),
                new TreeSet<>(new ConfigFile().read(FILE).keySet()));
    }

    @Test
    void theFilesValuesAreTheDefaults() {
        assertEquals(new ConfigLoader(Map.of()).load(), new ConfigLoader(Map.of()).load(FILE));
    }

    @Test
    void everyKeyOfTheFileHasAValueOrIsAnOptionalOne() {
        List<String> unset = new ConfigFile().read(FILE).entrySet().stream().filter(entry -> entry.getValue().isNull())
                .map(Map.Entry::getKey).sorted().toList();
        assertEquals(List.of("access.secret", "cluster.kubernetesService", "fastpath.host", "fastpath.secret", "http.tls.certificate", "http.tls.key", "store.password", "store.user", "xmpp.admin.password", "xmpp.trustedCertificates"), unset);
    }

    @Test
    void eachKeyCanBeSetByEnvironmentAndTogetherTheySetEveryComponentOfTheRecords(@TempDir Path directory) throws IOException {
        Map<String, Object> defaults = components(new ConfigLoader(Map.of()).load());
        Set<String> changed = new HashSet<>();
        Map<String, String> others = otherValues(directory);
        assertEquals(ConfigLoader.keys().stream().map(Key::name).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(others.keySet()));
        for (Key key : ConfigLoader.keys()) {
            Map<String, String> environment = new HashMap<>(Map.of(key.environment(), others.get(key.name())));
            if (key.name().startsWith("http.tls.")) { // they come as a pair
                environment.put("PARLEY_HTTP_TLS_CERTIFICATE", others.get("http.tls.certificate"));
                environment.put("PARLEY_HTTP_TLS_KEY", others.get("http.tls.key"));
            }
            if (key.name().equals("cluster.enabled")) { // nodes agree in a database that they share
                environment.put("PARLEY_STORE_URL", "jdbc:postgresql://127.0.0.1/parley");
            }
            Map<String, Object> after = components(new ConfigLoader(environment).load());
            assertNotEquals(defaults, after, key.environment() + " changes nothing");
            after.forEach((component, value) -> {
                if (!value.equals(defaults.get(component))) {
                    changed.add(component);
                }
            });
        }
        assertEquals(new TreeSet<>(defaults.keySet()), new TreeSet<>(changed));
    }

    @Test
    void noTwoKeysHaveTheSameVariable() {
        List<Key> keys = ConfigLoader.keys();
        assertEquals(keys.size(), keys.stream().map(Key::environment).distinct().count());
        assertTrue(keys.contains(new Key("http.trustedProxies", "PARLEY_HTTP_TRUSTED_PROXIES")));
        assertTrue(keys.contains(new Key("dataDirectory", "PARLEY_DATA_DIRECTORY")));
    }

    /** For each key a valid value that is not its default. */
    private static Map<String, String> otherValues(Path directory) throws IOException {
        Path pem = Files.writeString(directory.resolve("some.pem"), "PEM");
        Map<String, String> values = new LinkedHashMap<>(Map.of("http.tls.certificate", pem.toString(), "http.tls.key", pem.toString(),
                "xmpp.trustedCertificates", pem.toString(), "http.trustedProxies", "10.0.0.1, 192.168.0.0/16",
                "cors.origins", "https://a.example",
                "access.secret", "a-secret-of-some-length", "access.admins", "admin,ops", "dataDirectory", directory.toString(),
                "meeting.url", "https://meet.example/{room}"));
        values.putAll(Map.of("xmpp.domain", "example.org", "xmpp.tls", "required", "xmpp.conference", "rooms", "xmpp.passwordless", "none",
                "xmpp.admin.user", "root", "xmpp.admin.password", "pass word", "roster.accept", "all",
                "store.url", "jdbc:h2:mem:test", "store.user", "sa", "store.password", "sesame"));
        values.putAll(Map.of("cluster.enabled", "true", "cluster.name", "other", "cluster.join", "multicast",
                "cluster.members", "10.0.0.5:5701", "cluster.kubernetesService", "parley.chat.svc.cluster.local"));
        values.putAll(Map.of("xmpp.transport", "smack", "xmpp.maxStanzaBytes", "2MiB"));
        values.putAll(Map.of("http.maxBodyBytes", "2MiB", "sessions.logBytes", "64KiB", "access.basicMemory", "1m",
                "access.tokenLifetime", "2h", "streams.heartbeat", "500ms", "fastpath.secret", "sesame", "fastpath.workgroups", "experts", "fastpath.visitors", "guests"));
        ConfigLoader.keys().stream().map(Key::name).filter(name -> name.endsWith(".host")).forEach(name -> values.put(name, "0.0.0.0"));
        ConfigLoader.keys().stream().map(Key::name).filter(name -> name.endsWith(".port")).forEach(name -> values.put(name, "9999"));
        for (Key key : ConfigLoader.keys()) {
            boolean duration = key.name().matches(".*(Timeout|After|Memory|Age|Interval|stall|retry|grace)");
            values.putIfAbsent(key.name(), duration ? "7s" : "7");
        }
        return values;
    }

    /** The values of the records, by the name of their component. */
    private static Map<String, Object> components(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents()).flatMap(component -> {
            Object value = value(record, component);
            return value instanceof Record inner && !(value instanceof Config.Tls)
                    ? components(inner).entrySet().stream()
                            .map(entry -> Map.entry(component.getName() + "." + entry.getKey(), entry.getValue()))
                    : Stream.of(Map.entry(component.getName(), value));
        }).collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void amountsHaveAUnitAndFitALong() {
        assertEquals(Optional.of(Duration.ofMillis(500)), Amounts.duration("500ms"));
        assertEquals(Optional.of(1L << 20), Amounts.size("1MiB"));
        assertEquals(Optional.empty(), Amounts.duration("5 parsecs"));
        assertEquals(Optional.empty(), Amounts.duration("5"));
        assertEquals(Optional.empty(), Amounts.size("999999999999GiB"));
    }
}
