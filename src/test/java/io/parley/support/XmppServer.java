package io.parley.support;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A real XMPP server on free loopback ports, started with the configuration in {@code conf/}. Its accounts, archives and ports outlive
 * {@link #stop()} and {@link #kill()}, until its directory is deleted.
 */
public interface XmppServer extends AutoCloseable {
    /** The server that the system property {@code parley.xmpp} names, made in a directory of its own; not started. */
    static XmppServer fresh(Path directory) {
        String name = System.getProperty("parley.xmpp", Prosody.NAME);
        return switch (name) {
            case Prosody.NAME -> new Prosody(ServerSite.in(directory));
            case Ejabberd.NAME -> new Ejabberd(ServerSite.in(directory));
            default -> throw new IllegalArgumentException("parley.xmpp: prosody or ejabberd, not " + name);
        };
    }

    /** {@code prosody} or {@code ejabberd}. */
    String name();

    ServerSite site();

    /** Starts it and returns when it takes client connections; {@link IllegalStateException} with the end of its log when it does not. */
    void start();

    /** Asks it to end (SIGTERM), and waits for that. */
    void stop();

    /** Ends it as a crash would (SIGKILL). */
    void kill();

    /** Stops it in its tracks (SIGSTOP): connections stay open and nobody answers. */
    void freeze();

    void thaw();

    /** Makes an account, or gives it another password. The server must run. */
    void register(String user, String password);

    default void restart() {
        stop();
        start();
    }

    default String domain() {
        return site().domain();
    }

    default String host() {
        return "127.0.0.1";
    }

    default int c2sPort() {
        return site().c2sPort();
    }

    /** Where the streams of nodes go: with TLS from the first byte on, another port than that of native clients. */
    default int nodePort() {
        return site().nodePort();
    }

    /** How a node is told of it: {@code PARLEY_XMPP_*}. */
    default Map<String, String> nodeSettings() {
        Map<String, String> settings = new HashMap<>(Map.of("PARLEY_XMPP_DOMAIN", domain(), "PARLEY_XMPP_PORT", Integer.toString(nodePort()),
                "PARLEY_XMPP_TLS", site().tls().setting()));
        site().certificates().ifPresent(shown -> settings.put("PARLEY_XMPP_TRUSTED_CERTIFICATES", shown.authority().toString()));
        return settings;
    }

    default int componentPort() {
        return site().componentPort();
    }

    default String componentSecret() {
        return site().componentSecret();
    }

    /** The key (JWK) that password-less logins are signed with. */
    default Path loginKeyFile() {
        return site().loginKey();
    }

    default Path log() {
        return site().log();
    }

    default String jid(String user) {
        return user + "@" + domain();
    }

    @Override
    default void close() {
        stop();
    }
}
