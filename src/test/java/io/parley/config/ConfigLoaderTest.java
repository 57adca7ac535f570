package io.parley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    Path directory;

    @Test
    void theEnvironmentWinsOverTheFileAndTheFileOverTheDefaults() throws IOException {
        Path file = file("""
                http:
                  port: 8000
                  host: 0.0.0.0
                """);
        Config config = new ConfigLoader(Map.of("PARLEY_HTTP_PORT", "9000", "PATH", "/bin")).load(file);
        assertEquals(9000, config.http().port());
        assertEquals("0.0.0.0", config.http().host());
        assertEquals(7071, config.management().port());
    }

    @Test
    void listsComeFromYamlOrWithCommas() throws IOException {
        Path file = file("access: {admins: [Admin, ops]}\ncors: {origins: 'https://A.example:443, http://b.example:8080'}\n");
        Config config = new ConfigLoader(Map.of("PARLEY_HTTP_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8")).load(file);
        assertEquals(List.of("admin", "ops"), config.access().admins());
        assertEquals(List.of("https://a.example", "http://b.example:8080"), config.http().corsOrigins());
        assertEquals(List.of("127.0.0.1", "10.0.0.0/8"), config.http().trustedProxies());
    }

    @Test
    void httpAndSessionsShareTheirEventLoops() {
        assertEquals(3, new ConfigLoader(Map.of("PARLEY_HTTP_INSTANCES", "1", "PARLEY_SESSIONS_SHARDS", "3")).load().eventLoops());
        assertEquals(1, new ConfigLoader(Map.of("PARLEY_HTTP_INSTANCES", "1", "PARLEY_SESSIONS_SHARDS", "1")).load().eventLoops());
        assertEquals(Runtime.getRuntime().availableProcessors(), new ConfigLoader(Map.of()).load().eventLoops());
    }

    @Test
    void theSecretHasAShortName() {
        Config config = new ConfigLoader(Map.of("PARLEY_SECRET", "0123456789abcdef")).load();
        assertEquals(Optional.of("0123456789abcdef"), config.access().secret());
        assertEquals(List.of("PARLEY_SECRET (access.secret): is given twice; PARLEY_SECRET is enough"),
                faults(Map.of("PARLEY_SECRET", "0123456789abcdef", "PARLEY_ACCESS_SECRET", "0123456789abcdef")));
    }

    @Test
    void allFaultsAreToldAtOnceEachWithItsKeyAndWhatItWants() throws IOException {
        Path file = file("""
                http:
                  port: 70000
                  tls:
                    certificate: nowhere.pem
                access:
                  basicMemory: 10m
                xmpp:
                  tls: maybe
                  domain: "a@b"
                sessions: 5
                streems:
                  stall: 1s
                """);
        List<String> faults = assertThrows(ConfigException.class,
                () -> new ConfigLoader(Map.of("PARLEY_XMPP_POOL_SIZE", "many", "PARLEY_HTPP_PORT", "1")).load(file)).faults();
        assertEquals(List.of(
                "http.tls.certificate: wants a file that can be read, not \"nowhere.pem\"",
                "http.port: wants a whole number from 0 to 65535, not \"70000\"",
                "access.basicMemory: wants a duration such as 500ms, 15s, 5m or 1h, from 0ms to 5m, not \"10m\"",
                "xmpp.domain: wants an XMPP domain, not \"a@b\"",
                "xmpp.tls: wants one of auto, required, disabled, direct, not \"maybe\"",
                "PARLEY_XMPP_POOL_SIZE (xmpp.poolSize): wants a whole number from 1 to 1024, not \"many\"",
                "sessions: is a group of keys, not a value",
                "streems.stall: there is no such key; did you mean streams.stall?",
                "PARLEY_HTPP_PORT: there is no such variable; did you mean PARLEY_HTTP_PORT?"), faults);
    }

    @Test
    void aFaultOfASecretDoesNotShowIt() {
        assertEquals(List.of("PARLEY_SECRET (access.secret): wants 16 to 512 printable ASCII characters without spaces"),
                faults(Map.of("PARLEY_SECRET", "swordfish")));
    }

    @Test
    void noRecordShowsASecret() {
        String shown = new ConfigLoader(Map.of("PARLEY_SECRET", "sesame-sesame-sesame", "PARLEY_XMPP_ADMIN_PASSWORD", "sesame",
                "PARLEY_STORE_PASSWORD", "sesame", "PARLEY_FASTPATH_SECRET", "sesame",
                "PARLEY_STORE_URL", "jdbc:h2:mem:x;PASSWORD=sesame")).load().toString();
        assertFalse(shown.contains("sesame"), shown);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        Path pem = file("PEM");
        assertEquals(List.of("http.tls.key: TLS wants both the certificate and its key"),
                faults(Map.of("PARLEY_HTTP_TLS_CERTIFICATE", pem.toString())));
        assertEquals(List.of("PARLEY_MANAGEMENT_PORT (management.port): wants another port than http.port, which is never exposed with it"),
                faults(Map.of("PARLEY_MANAGEMENT_PORT", "7070")));
        assertEquals(List.of("PARLEY_XMPP_TLS (xmpp.tls): direct wants xmpp.transport: eventloop"),
                faults(Map.of("PARLEY_XMPP_TLS", "direct", "PARLEY_XMPP_TRANSPORT", "smack")));
        assertEquals(
                List.of("xmpp.admin.password: wants the admin's password where xmpp.passwordless is proxy: users are logged in with it"),
                faults(Map.of("PARLEY_XMPP_PASSWORDLESS", "proxy")));
        new ConfigLoader(Map.of("PARLEY_HTTP_PORT", "0", "PARLEY_MANAGEMENT_PORT", "0")).load();
    }

    @Test
    void fastpathIsOnWhereThereIsASecret() {
        assertEquals(Optional.empty(), new ConfigLoader(Map.of()).load().fastpath().secret());
        assertEquals(Optional.empty(), new ConfigLoader(Map.of("PARLEY_FASTPATH_SECRET", " ")).load().fastpath().secret());
        assertEquals(new Config.Fastpath(Optional.of("sesame"), Optional.of("xmpp.example.org"), 5275, "workgroup", "visitors", 5),
                new ConfigLoader(Map.of("PARLEY_FASTPATH_SECRET", "sesame", "PARLEY_FASTPATH_HOST", "xmpp.example.org",
                        "PARLEY_FASTPATH_PORT", "5275")).load().fastpath());
    }

    @Test
    void workgroupsVisitorsAndRoomsEachHaveADomain() {
        String wants = "wants another name than fastpath.workgroups and xmpp.conference: each is a domain of its own";
        assertEquals(List.of("PARLEY_FASTPATH_VISITORS (fastpath.visitors): " + wants),
                faults(Map.of("PARLEY_FASTPATH_VISITORS", "Workgroup")));
        assertEquals(List.of("fastpath.visitors: " + wants), faults(Map.of("PARLEY_XMPP_CONFERENCE", "workgroup")));
    }

    @Test
    void theAdminsSessionNeedsAWayToLogIn() {
        assertEquals(Optional.of(new Config.AdminAccount("admin", Optional.empty())), new ConfigLoader(Map.of()).load().xmpp().admin());
        assertEquals(Optional.empty(), new ConfigLoader(Map.of("PARLEY_XMPP_ADMIN_USER", "")).load().xmpp().admin());
        assertEquals(Optional.empty(), new ConfigLoader(Map.of("PARLEY_XMPP_PASSWORDLESS", "none")).load().xmpp().admin());
    }

    @Test
    void anUnreadableFileIsOneFaultWithItsPlace() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertEquals(List.of(missing + ": there is no such file, or it cannot be read"),
                assertThrows(ConfigException.class, () -> new ConfigLoader(Map.of()).load(missing)).faults());
        Path twice = file("http:\n  port: 1\n  port: 2\n");
        String fault = assertThrows(ConfigException.class, () -> new ConfigLoader(Map.of()).load(twice)).faults().get(0);
        assertTrue(fault.startsWith(twice + ", line 3: not YAML as Parley reads it: Duplicate field 'port'"), fault);
        Path list = file("- http\n");
        assertEquals(List.of(list + ": wants keys and values, as conf/parley.yaml has them"),
                assertThrows(ConfigException.class, () -> new ConfigLoader(Map.of()).load(list)).faults());
    }

    @Test
    void anEmptyFileIsAllDefaults() throws IOException {
        assertEquals(new ConfigLoader(Map.of()).load(), new ConfigLoader(Map.of()).load(file("# nothing\nhttp:\n")));
    }

    @Test
    void loggingIsCheckedThoughItIsReadElsewhere() {
        assertEquals(List.of("PARLEY_LOG: wants one of text, json, not \"xml\""),
                faults(Map.of("PARLEY_LOG", "xml", "PARLEY_LOG_LEVEL", "DEBUG")));
    }

    @Test
    void theDatabaseMayBePostgresAndNothingElse() {
        assertEquals("jdbc:postgresql://db.example.org/parley",
                new ConfigLoader(Map.of("PARLEY_STORE_URL", "jdbc:postgresql://db.example.org/parley")).load().store().url());
        assertEquals(List.of("PARLEY_STORE_URL (store.url): wants a JDBC URL of H2 or PostgreSQL, as jdbc:postgresql://127.0.0.1:5432/parley,"
                + " not \"postgres://db.example.org/parley\""), faults(Map.of("PARLEY_STORE_URL", "postgres://db.example.org/parley")));
    }

    @Test
    void theDatabaseIsInTheDataDirectory() {
        Config config = new ConfigLoader(Map.of("PARLEY_DATA_DIRECTORY", directory.toString())).load();
        assertEquals("jdbc:h2:file:" + directory
                + "/parley;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0;RETENTION_TIME=5000", config.store().url());
        assertEquals(Duration.ofSeconds(10), config.shutdownGrace());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "parley", ".yaml"), text);
    }

    private static List<String> faults(Map<String, String> environment) {
        return assertThrows(ConfigException.class, () -> new ConfigLoader(environment).load()).faults();
    }
}
