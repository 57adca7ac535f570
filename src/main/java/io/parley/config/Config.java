package io.parley.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that can be configured: {@code conf/parley.yaml} explains every key, {@link ConfigLoader} reads and validates it. Durations are
 * never negative; a path is relative to the working directory.
 *
 * @param meetingUrl    a template: whoever uses it fills in {@code {domain}} and {@code {room}}, encoded for a URL
 * @param shutdownGrace how long the program may take to end properly
 */
public record Config(Http http, Management management, Access access, Xmpp xmpp, Sessions sessions, Streams streams, Store store,
                     Fastpath fastpath, Cluster cluster, String dataDirectory, String meetingUrl, Duration shutdownGrace) {

    /** How many event loops own sessions. */
    public int shards() {
        return orCores(sessions.shards());
    }

    /** Of the whole program: as many as serve HTTP or own sessions, whichever is more, so that the two share them. */
    public int eventLoops() {
        return Math.max(orCores(http.instances()), orCores(sessions.shards()));
    }

    private static int orCores(int loops) {
        return loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
    }

    /**
     * @param instances   event loops that serve HTTP; 0 is one per core
     * @param idleTimeout a connection on which nothing comes and nothing goes for so long is closed; longer than streams' heartbeat
     */
    public record Http(String host, int port, int instances, Optional<Tls> tls, List<String> trustedProxies, List<String> corsOrigins,
                       int maxBodyBytes, Duration idleTimeout) {
    }

    /** PEM files. */
    public record Tls(String certificate, String key) {
    }

    public record Management(String host, int port) {
    }

    /**
     * @param secret        the master secret; empty: one is made at first start and kept
     * @param admins        usernames
     * @param tokenLifetime how long an API token lives before it must be renewed
     * @param basicMemory   how long good Basic credentials are remembered, at most 5 minutes
     * @param freeFailures  failed logins of one user from one address before the next are slowed
     */
    public record Access(Optional<String> secret, List<String> admins, Duration tokenLifetime, Duration basicMemory, int freeFailures) {
        @Override
        public String toString() {
            return "Access[admins=" + admins + "]"; // the secret never reaches a log
        }
    }

    /**
     * @param conference   name of the default room service, {@code conference} for {@code conference.<domain>}
     * @param replyTimeout how long the XMPP server may take to answer an IQ or to acknowledge a message
     * @param pingInterval how long a session's stream may be silent before the server is asked whether it is there
     * @param transport    what carries the streams
     * @param maxStanzaBytes bytes of a stanza; a server that sends a longer one is told of a policy violation, and the stream ends
     * @param poolSize     how many log in at once; with {@link Transport#SMACK} each of them holds a thread
     * @param poolQueue    how many may wait for that before 503
     */
    public record Xmpp(String domain, String host, int port, TlsMode tls, Optional<String> trustedCertificates, String conference,
                       Passwordless passwordless, Optional<AdminAccount> admin, Duration connectTimeout, Duration replyTimeout,
                       Duration pingInterval, Transport transport, int maxStanzaBytes, int poolSize, int poolQueue) {
    }

    /** SMACK: Smack's own TCP connection, two threads a user. EVENTLOOP: Parley's connection for Smack, on Vert.x's event loops. */
    public enum Transport { SMACK, EVENTLOOP }

    /** AUTO: required, but not on loopback. DIRECT: TLS from the first byte on (XEP-0368); the others use STARTTLS. */
    public enum TlsMode { AUTO, REQUIRED, DISABLED, DIRECT }

    /** How a user is logged in for the master secret: facts differ by server, see README. */
    public enum Passwordless { NONE, JWT, PROXY }

    /** Whose session asks the server for what only admins may; without a password it is logged in password-less. */
    public record AdminAccount(String user, Optional<String> password) {
        @Override
        public String toString() {
            return "AdminAccount[" + user + "]";
        }
    }

    /**
     * @param shards     event loops that own sessions; 0 is one per core
     * @param awayAfter  a user without a stream becomes away after this time
     * @param idleAfter  a session without a stream and without a request ends after this time
     * @param maxLogins  logins (devices) of one user; one more ends the one longest unused
     * @param maxPending stanzas of one session that the server has not acknowledged; one more is refused with 503
     * @param acceptAll  approve every subscription request at once, as the older API did
     * @param maxRooms   rooms that one session may be in
     */
    public record Sessions(int shards, Duration awayAfter, Duration idleAfter, int maxLogins, int maxPending, boolean acceptAll,
                           int logEvents, int logBytes, Duration idempotencyMemory, Duration recoverAge, int recoverMessages,
                           int maxSessions, int maxRooms) {
    }

    /**
     * @param bufferEvents events that a stream may lag behind while its client does not read, before it is cut
     * @param stall        how long a client may not read at all before its stream is cut
     * @param retry        the reconnection time told to clients at shutdown, spread between this and twice this
     * @param maxPerUser   streams open at once for one user
     */
    public record Streams(Duration heartbeat, int bufferEvents, Duration stall, Duration retry, int maxPerUser) {
    }

    /** A JDBC URL, of H2 or PostgreSQL: H2 in a file by default. */
    public record Store(String url, Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return "Store[]"; // a JDBC URL may carry a password
        }
    }

    /**
     * Questions and experts: Parley's two components at the XMPP server (XEP-0114).
     *
     * @param secret         what the components present, one for both; empty: there is no Fastpath
     * @param host           where the server listens for components; empty: {@link Xmpp#host}
     * @param workgroups     the first label of the workgroups' domain, {@code workgroup} for {@code workgroup.<domain>}
     * @param visitors       the first label of the domain of visitors without an account
     * @param asksPerAddress questions of visitors from one network address that may be open at once
     */
    public record Fastpath(Optional<String> secret, Optional<String> host, int port, String workgroups, String visitors,
                           int asksPerAddress) {
        @Override
        public String toString() {
            return "Fastpath[" + (secret.isPresent() ? workgroups + ", " + visitors : "off") + "]"; // the secret never reaches a log
        }
    }

    /**
     * Several nodes that share one database and their users' sessions.
     *
     * @param enabled           whether this node joins others; {@code --cluster} says the same
     * @param name              nodes of another name are never joined
     * @param host              the address of this machine on which the other nodes reach it, of a private network
     * @param port              where Hazelcast listens there; the event bus takes a free port beside it
     * @param members           {@code host:port} of nodes to look for, with {@link Join#MEMBERS}
     * @param kubernetesService the DNS name of the headless service of all nodes, with {@link Join#KUBERNETES}
     */
    public record Cluster(boolean enabled, String name, String host, int port, Join join, List<String> members,
                          Optional<String> kubernetesService) {
    }

    /** How the nodes find each other. */
    public enum Join { MEMBERS, MULTICAST, KUBERNETES }
}
