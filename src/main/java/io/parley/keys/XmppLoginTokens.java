package io.parley.keys;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.SecretKey;

/**
 * Tokens that log a user in to the XMPP server in place of the password (SASL PLAIN): the server has the same key. Each is for one
 * user and for about a minute, long enough for one login and a slow network.
 */
public final class XmppLoginTokens {
    public static final String AUDIENCE = "xmpp-login";
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private final SignedClaims claims;
    private final String domain;
    private final InstantSource clock;

    public XmppLoginTokens(Vertx vertx, SecretKey key, String domain, InstantSource clock) {
        this.claims = new SignedClaims(vertx, key, AUDIENCE);
        this.domain = domain;
        this.clock = clock;
    }

    /** @param user the local part of the JID, prepared */
    public String mint(String user) {
        Instant now = clock.instant();
        return claims.sign(new JsonObject()
                .put("jid", user + "@" + domain)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond()));
    }
}
