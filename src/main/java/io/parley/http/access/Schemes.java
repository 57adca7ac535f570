package io.parley.http.access;

import java.util.Set;

/** The names of the contract's security schemes. */
public final class Schemes {
    /** {@code Authorization: <secret>}, also {@code Bearer <secret>}. */
    public static final String MASTER_SECRET = "secret";
    /** HTTP Basic (RFC 7617) with XMPP credentials. */
    public static final String BASIC = "basic";
    /** The API token that login returned (RFC 6750). */
    public static final String BEARER = "bearer";
    /** {@code ?token=}: opens event streams and nothing else. */
    public static final String STREAM_TOKEN = "streamToken";
    /** The same token as a cookie. */
    public static final String STREAM_COOKIE = "streamCookie";

    /** The token that asking a question returned, as {@code Bearer}: for that request and nothing else. */
    public static final String VISITOR = "visitor";
    /** {@code ?token=}: opens that request's event streams and nothing else. */
    public static final String VISITOR_STREAM = "visitorStream";

    private Schemes() {
    }

    /** A public operation, which names no schemes, takes whatever users and back-ends can send as Authorization. */
    static boolean take(Set<String> schemes, String scheme) {
        return schemes.isEmpty() || schemes.contains(scheme);
    }
}
