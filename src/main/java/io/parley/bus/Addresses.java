package io.parley.bus;

/** Every address of the event bus. */
public final class Addresses {
    /** Takes {@link DirectoryCommand}s: users of the domain and their profile properties. */
    public static final String DIRECTORY = "directory";

    /** Takes {@link AdminAsk}s: what only admins and trusted back-ends may. */
    public static final String ADMIN = "admin";

    /** Takes {@link BookmarkAsk}s: what admins have given to users. */
    public static final String BOOKMARKS = "bookmarks";

    /** Takes {@link HealthAsk}s: how this node is. */
    public static final String HEALTH = "health";

    /** Takes {@link AccountChange}s, on every node. */
    public static final String ACCOUNTS = "accounts";

    /** Takes {@link RunningQuery}s, on every node. */
    public static final String RUNNING = "running";

    /** Takes {@link FastpathAsk}s: questions, offers, workgroups. */
    public static final String FASTPATH = "fastpath";

    /** Of a node where the gate of a user is meant, whichever shard that is there. */
    public static final String GATE = "sessions";

    /** Carries {@link StreamSignal.Moved} when the queue of questions is on another node now. */
    public static final String QUEUE_MOVED = "fastpath.moved";

    private static final String SESSION = "session.";

    private Addresses() {
    }

    /** Takes {@link Gate} records for the users of one shard: open, find, verify. */
    public static String gate(int shard) {
        return "sessions." + shard;
    }

    /** The shard that owns a user's session on this node, so that one event loop decides about one user. */
    public static int shardOf(String user, int shards) {
        return Math.floorMod(user.hashCode(), shards);
    }

    /** Takes {@link SessionCommand}s for one session, wherever it lives; without a handler there is no such session. */
    public static String session(String streamId) {
        return SESSION + streamId;
    }

    /** The stream id when the address is a {@link #session}'s; else null. */
    public static String streamOf(String address) {
        return address.startsWith(SESSION) ? address.substring(SESSION.length()) : null;
    }

    /** Takes what other nodes hand to this one: {@link Carried} and {@link Beat}. The only addresses that the cluster is told of. */
    public static String node(String id) {
        return "node." + id;
    }

    /** Carries {@link StreamSignal}s of one session to the event streams of this node. */
    public static String events(String streamId) {
        return "events." + streamId;
    }

    /** Carries {@link StreamSignal}s of one request to the visitor's event streams. */
    public static String visitorEvents(String request) {
        return "request." + request;
    }
}
