package io.parley.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** ejabberd with {@code conf/ejabberd}, without epmd: it is no node of an Erlang cluster. */
public final class Ejabberd implements XmppServer {
    static final String NAME = "ejabberd";
    private static final Path CONFIGURATION = Path.of("conf/ejabberd/ejabberd.yml");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerSite site;
    private final ServerProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    Ejabberd(ServerSite site) {
        this.site = site;
        Path configuration = site.directory().resolve("ejabberd.yml");
        write(configuration);
        // Without +sbwt none each of its threads spins for work, which two cores shared with the tests do not bear.
        List<String> command = List.of("erl", "-noinput", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none",
                "-mnesia", "dir", "\"" + site.data().resolve("mnesia") + "\"", "-s", "ejabberd");
        this.process = new ServerProcess(site, command, Map.of("EJABBERD_CONFIG_PATH", configuration.toString(),
                "EJABBERD_LOG_PATH", site.log().toString(), "ERL_LIBS", libraries().toString(), "HOME", site.directory().toString()),
                this::hasDatabase);
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

    @Override
    public void register(String user, String password) {
        JsonObject account = new JsonObject().put("user", user).put("host", site.domain());
        if (call("register", account.copy().put("password", password)) == 409) {
            int changed = call("change_password", account.put("newpass", password));
            if (changed != 200) {
                throw new IllegalStateException("change_password: " + changed);
            }
        }
    }

    /** It takes clients about 0.3 s before its database workers run; until then archive queries are answered with an error. */
    private boolean hasDatabase() {
        JsonObject nobody = new JsonObject().put("user", "nobody").put("server", site.domain());
        try {
            return post("get_offline_count", nobody).statusCode() == 200;
        } catch (UncheckedIOException notListening) {
            return false;
        }
    }

    /** @return the status: 200, or 409 when the account is there */
    private int call(String operation, JsonObject body) {
        HttpResponse<String> answer = post(operation, body);
        if (answer.statusCode() != 200 && answer.statusCode() != 409) {
            throw new IllegalStateException(operation + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode();
    }

    private HttpResponse<String> post(String operation, JsonObject body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.httpPort() + "/api/" + operation))
                .timeout(PATIENCE).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(Path configuration) {
        try {
            String text = Files.readString(CONFIGURATION);
            for (Map.Entry<String, String> setting : site.settings().entrySet()) {
                text = text.replace("@" + setting.getKey() + "@", setting.getValue());
            }
            String configured = text;
            Files.writeString(configuration, site.certificates().map(shown -> withTls(configured, shown)).orElse(configured));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** STARTTLS offered to who wants it, and a port where TLS begins with the first byte. */
    private String withTls(String configured, TestCertificates shown) {
        String withoutTls = "    starttls: false\n";
        if (!configured.contains(withoutTls)) {
            throw new IllegalStateException(CONFIGURATION + " does not say that it has no TLS");
        }
        int clients = configured.indexOf("  - port: " + site.c2sPort());
        String listener = configured.substring(clients, configured.indexOf("\n  ", configured.indexOf("shaper: none", clients)) + 1);
        String direct = listener.replace(Integer.toString(site.c2sPort()), Integer.toString(site.directTlsPort()))
                .replace(withoutTls, "    tls: true\n");
        return configured.replace(listener, listener.replace(withoutTls, "    starttls: true\n") + direct)
                + "certfiles: [\"" + shown.certificate() + "\", \"" + shown.key() + "\"]\n";
    }

    /** Debian keeps it in a directory of the architecture, which Erlang does not search by itself. */
    private static Path libraries() {
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
            for (Path architecture : architectures) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(architecture, "ejabberd-*")) {
                    if (found.iterator().hasNext()) {
                        return architecture;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("ejabberd is not installed; scripts/test installs it");
    }
}
