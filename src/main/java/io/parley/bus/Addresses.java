package io.parley.bus;

/** Every address of the event bus. */
public final class Addresses {
    /** Takes {@link DirectoryCommand}s: users of the domain and their profile properties. */
    public static final String DIRECTORY = "directory";

    /** Takes {@link FastpathAsk}s: questions, offers, workgroups. */
    public static final String FASTPATH = "fastpath";

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
        return "session." + streamId;
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
