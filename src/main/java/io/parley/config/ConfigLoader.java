package io.parley.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the configuration: the environment over the file over the defaults, all checked. {@code conf/parley.yaml} explains every key.
 */
public final class ConfigLoader {
    /** Logging is set up before there is a configuration, so it listens to the environment alone: see conf/logback.xml. */
    private static final String LOG = "PARLEY_LOG";
    private static final String LOG_LEVEL = "PARLEY_LOG_LEVEL";
    private static final int MANY = 1_000_000;
    private static final String HOST = "a host name or an address, without a port";
    private static final Duration NONE = Duration.ZERO;
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MONTH = Duration.ofDays(31);

    private final Map<String, String> environment;

    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The environment over the defaults. */
    public Config load() {
        return load(Map.of());
    }

    /** @throws ConfigException with all faults at once */
    public Config load(Path file) {
        return load(new ConfigFile().read(file));
    }

    /** As {@link #load(Path)}, to be changed while the program runs. */
    public LiveConfig live(Path file) {
        return live(new ConfigFile().read(file));
    }

    /** As {@link #load()}, to be changed while the program runs. */
    public LiveConfig live() {
        return live(Map.of());
    }

    private LiveConfig live(Map<String, JsonNode> file) {
        load(file); // tells every fault at once, those between keys too, which no key that can be changed has a part in
        return new LiveConfig(overrides -> {
            Settings settings = new Settings(file, environment, overrides);
            Config config = config(settings);
            settings.finish(List.of(LOG, LOG_LEVEL));
            return new LiveConfig.Loaded(config, settings.effective());
        });
    }

    /** Every key that exists. */
    static List<Key> keys() {
        Settings settings = new Settings(Map.of(), Map.of());
        config(settings);
        return settings.known();
    }

    private Config load(Map<String, JsonNode> file) {
        Settings settings = new Settings(file, environment);
        Config config = config(settings);
        checkTogether(settings, config);
        checkLogging(settings);
        settings.finish(List.of(LOG, LOG_LEVEL));
        return config;
    }

    private static Config config(Settings in) {
        String data = in.text("dataDirectory", "data", "a directory", Checks::path);
        return new Config(http(in), management(in), access(in), xmpp(in), sessions(in), streams(in), store(in, data), fastpath(in),
                cluster(in), data,
                in.text("meeting.url", "https://{domain}:7443/ofmeet/r/{room}", "an http or https URL with {room} in it",
                        Checks::meetingUrl),
                in.duration("shutdown.grace", Duration.ofSeconds(10), NONE, Duration.ofMinutes(10)));
    }

    private static Config.Http http(Settings in) {
        Optional<String> certificate = in.existingFile("http.tls.certificate");
        Optional<String> key = in.existingFile("http.tls.key");
        return new Config.Http(host(in, "http.host"), in.integer("http.port", 7070, 0, 65535), in.integer("http.instances", 0, 0, 256),
                certificate.flatMap(pem -> key.map(keyPem -> new Config.Tls(pem, keyPem))),
                in.list("http.trustedProxies", "addresses such as 10.0.0.5 or 10.0.0.0/8", Checks::addresses),
                in.list("cors.origins", "origins such as https://chat.example.org", Checks::origin),
                in.size("http.maxBodyBytes", 1 << 20, 1 << 10, 64 << 20),
                in.duration("http.idleTimeout", Duration.ofSeconds(90), Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    private static Config.Management management(Settings in) {
        return new Config.Management(host(in, "management.host"), in.integer("management.port", 7071, 0, 65535));
    }

    private static Config.Access access(Settings in) {
        return new Config.Access(
                in.secret("access.secret", "16 to 512 printable ASCII characters without spaces", Checks::secret),
                in.list("access.admins", "usernames, without their domain", Checks::user),
                in.duration("access.tokenLifetime", Duration.ofHours(1), Duration.ofSeconds(1), DAY),
                in.duration("access.basicMemory", Duration.ofMinutes(5), NONE, Duration.ofMinutes(5)),
                in.integer("access.freeFailures", 4, 1, 1000));
    }

    private static Config.Xmpp xmpp(Settings in) {
        Optional<String> admin = in.optionalText("xmpp.admin.user", Optional.of("admin"), "a username, without its domain", Checks::user);
        Optional<String> password = in.secret("xmpp.admin.password", "a password", Checks::any);
        Config.Passwordless passwordless = in.choice("xmpp.passwordless", Config.Passwordless.JWT);
        return new Config.Xmpp(
                in.text("xmpp.domain", "localhost", "an XMPP domain", Checks::domain),
                host(in, "xmpp.host"), in.integer("xmpp.port", 5222, 1, 65535), in.choice("xmpp.tls", Config.TlsMode.AUTO),
                in.existingFile("xmpp.trustedCertificates"),
                in.text("xmpp.conference", "conference", "the first label of the room service's domain", Checks::label),
                passwordless,
                admin.filter(user -> password.isPresent() || passwordless != Config.Passwordless.NONE)
                        .map(user -> new Config.AdminAccount(user, password)),
                in.duration("xmpp.connectTimeout", Duration.ofSeconds(10), TICK, Duration.ofMinutes(5)),
                in.duration("xmpp.replyTimeout", Duration.ofSeconds(10), TICK, Duration.ofMinutes(5)),
                in.duration("xmpp.pingInterval", Duration.ofSeconds(60), TICK, Duration.ofHours(1)),
                in.choice("xmpp.transport", Config.Transport.EVENTLOOP), in.size("xmpp.maxStanzaBytes", 1 << 20, 10_000, 64 << 20),
                in.integer("xmpp.poolSize", 16, 1, 1024), in.integer("xmpp.poolQueue", 1000, 0, MANY));
    }

    private static Config.Sessions sessions(Settings in) {
        return new Config.Sessions(in.integer("sessions.shards", 0, 0, 256),
                in.duration("sessions.awayAfter", Duration.ofSeconds(60), TICK, DAY),
                in.duration("sessions.idleAfter", Duration.ofMinutes(30), TICK, MONTH),
                in.integer("sessions.maxLogins", 10, 1, 1000),
                in.integer("sessions.maxPending", 256, 1, 100_000),
                in.choice("roster.accept", RosterAccept.ASK) == RosterAccept.ALL,
                in.integer("sessions.logEvents", 1000, 1, MANY), in.size("sessions.logBytes", 1 << 20, 1 << 10, 1 << 30),
                in.duration("sessions.idempotencyMemory", Duration.ofMinutes(10), TICK, DAY),
                in.duration("sessions.recoverAge", DAY, NONE, MONTH),
                in.integer("sessions.recoverMessages", 1000, 0, 100_000),
                in.integer("sessions.maxSessions", 50_000, 1, MANY), in.integer("sessions.maxRooms", 100, 1, 10_000));
    }

    /** How the file says {@code acceptAll}, in the contract's words. */
    private enum RosterAccept { ASK, ALL }

    private static Config.Streams streams(Settings in) {
        return new Config.Streams(
                in.duration("streams.heartbeat", Duration.ofSeconds(15), TICK, Duration.ofSeconds(15)),
                in.integer("streams.bufferEvents", 1000, 1, MANY),
                in.duration("streams.stall", Duration.ofSeconds(30), TICK, Duration.ofHours(1)),
                in.duration("streams.retry", Duration.ofSeconds(2), TICK, Duration.ofMinutes(5)),
                in.integer("streams.maxPerUser", 20, 1, 10_000));
    }

    /** H2 takes no relative path without its leading dot: the default's is made absolute. */
    private static Config.Store store(Settings in, String dataDirectory) {
        String url = in.text("store.url",
                "jdbc:h2:file:{dataDirectory}/parley;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0;RETENTION_TIME=5000",
                "a JDBC URL of H2 or PostgreSQL, as jdbc:postgresql://127.0.0.1:5432/parley", Checks::jdbcUrl);
        return new Config.Store(url.replace("{dataDirectory}", Path.of(dataDirectory).toAbsolutePath().normalize().toString()),
                in.optionalText("store.user", Optional.empty(), "a name", Checks::any),
                in.secret("store.password", "a password", Checks::any));
    }

    private static Config.Fastpath fastpath(Settings in) {
        return new Config.Fastpath(in.secret("fastpath.secret", "the components' secret", Checks::any),
                in.optionalText("fastpath.host", Optional.empty(), HOST, Checks::host),
                in.integer("fastpath.port", 5347, 1, 65535),
                in.text("fastpath.workgroups", "workgroup", "the first label of the workgroups' domain", Checks::label),
                in.text("fastpath.visitors", "visitors", "the first label of the visitors' domain", Checks::label),
                in.integer("fastpath.asksPerAddress", 5, 1, MANY));
    }

    private static Config.Cluster cluster(Settings in) {
        return new Config.Cluster(in.bool("cluster.enabled", false),
                in.text("cluster.name", "parley", "a name of letters, digits and hyphens", Checks::label),
                host(in, "cluster.host"), in.integer("cluster.port", 5701, 1, 65535), in.choice("cluster.join", Config.Join.MEMBERS),
                in.list("cluster.members", "nodes such as 10.0.0.5:5701", Checks::node),
                in.optionalText("cluster.kubernetesService", Optional.empty(), "the DNS name of a headless service", Checks::domain));
    }

    private static String host(Settings in, String key) {
        return in.text(key, "127.0.0.1", HOST, Checks::host);
    }

    private static void checkTogether(Settings in, Config config) {
        boolean certificate = in.existingFile("http.tls.certificate").isPresent();
        boolean key = in.existingFile("http.tls.key").isPresent();
        if (certificate != key) {
            in.fault(certificate ? "http.tls.key" : "http.tls.certificate", "TLS wants both the certificate and its key");
        }
        if (config.http().port() != 0 && config.http().port() == config.management().port()) {
            in.fault("management.port", "wants another port than http.port, which is never exposed with it");
        }
        if (config.xmpp().passwordless() == Config.Passwordless.PROXY
                && config.xmpp().admin().flatMap(Config.AdminAccount::password).isEmpty()) {
            in.fault("xmpp.admin.password", "wants the admin's password where xmpp.passwordless is proxy: users are logged in with it");
        }
        if (config.xmpp().tls() == Config.TlsMode.DIRECT && config.xmpp().transport() == Config.Transport.SMACK) {
            in.fault("xmpp.tls", "direct wants xmpp.transport: eventloop");
        }
        List<String> labels = List.of(config.xmpp().conference(), config.fastpath().workgroups(), config.fastpath().visitors());
        if (Set.copyOf(labels).size() < labels.size()) {
            in.fault("fastpath.visitors", "wants another name than fastpath.workgroups and xmpp.conference: each is a domain of its own");
        }
        checkCluster(in, config);
        if (in.isGivenTwice("access.secret")) {
            in.fault("access.secret", "is given twice; PARLEY_SECRET is enough");
        }
    }

    private static void checkCluster(Settings in, Config config) {
        if (config.cluster().enabled() && !config.store().url().startsWith("jdbc:postgresql:")) {
            in.fault("store.url", "wants a PostgreSQL that all nodes share where cluster.enabled is true: they agree there on who is a member");
        }
        if (config.cluster().join() == Config.Join.KUBERNETES && config.cluster().kubernetesService().isEmpty()) {
            in.fault("cluster.kubernetesService", "wants the name of the nodes' headless service where cluster.join is kubernetes");
        }
    }

    private static void checkLogging(Settings in) {
        in.variable(LOG, List.of("text", "json"));
        in.variable(LOG_LEVEL, List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE"));
    }
}
