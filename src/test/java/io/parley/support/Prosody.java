package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prosody with {@code conf/prosody}. */
public final class Prosody implements XmppServer {
    static final String NAME = "prosody";
    private static final Path CONFIGURATION = Path.of("conf/prosody/prosody.cfg.lua").toAbsolutePath();

    private final ServerSite site;
    private final ServerProcess process;

    Prosody(ServerSite site) {
        this(site, Map.of());
    }

    private Prosody(ServerSite site, Map<String, String> more) {
        this.site = site;
        Map<String, String> environment = new HashMap<>(site.settings());
        site.certificates().ifPresent(shown -> environment.putAll(Map.of("XMPP_CERTIFICATE", shown.certificate().toString(),
                "XMPP_KEY", shown.key().toString(), "XMPP_TLS", "offered", "XMPP_C2S_TLS_PORT", Integer.toString(site.directTlsPort()))));
        environment.putAll(more);
        this.process = new ServerProcess(site, List.of("prosody", "--config", CONFIGURATION.toString(), "-F"), environment, () -> true);
    }

    /** One that wants STARTTLS from its clients. */
    public static XmppServer withTls(Path directory, TestCertificates certificates) {
        return new Prosody(ServerSite.in(directory, StreamTls.STARTTLS, Optional.of(certificates)), Map.of("XMPP_TLS", "required"));
    }

    /** One that archives nothing. */
    public static XmppServer withoutArchive(Path directory) {
        return new Prosody(ServerSite.in(directory), Map.of("XMPP_ARCHIVE", "off"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ServerSite site() {
        return site;
    }

    @Override
    public void start() {
        process.start();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void freeze() {
        process.signal("STOP");
    }

    @Override
    public void thaw() {
        process.signal("CONT");
    }

    /** Writes the account's file, which Prosody reads at each login; a process of prosodyctl for each of 1,000 users takes minutes. */
    @Override
    public void register(String user, String password) {
        Path accounts = site.data().resolve(fileName(site.domain())).resolve("accounts");
        try {
            Files.createDirectories(accounts);
            Path written = Files.writeString(Files.createTempFile(accounts, "new", ".tmp"),
                    "return { password = " + lua(password) + " };\n");
            Files.move(written, accounts.resolve(fileName(user) + ".dat"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fileName(String text) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
            name.append(plain ? Character.toString(b) : "%%%02x".formatted(b));
        }
        return name.toString();
    }

    private static String lua(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            quoted.append("\\%03d".formatted(b & 0xff));
        }
        return quoted.append('"').toString();
    }
}
