package io.parley.http.access;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;

/** The ways to be turned away, one wording for each: no answer tells a wrong password from a user who does not exist. */
public final class Refusals {
    private Refusals() {
    }

    public static ProblemException credentialsMissing() {
        return Problem.of(401, "credentials-missing", "This needs credentials: a bearer token, HTTP Basic or the master secret.")
                .exception();
    }

    public static ProblemException credentialsWrong() {
        return Problem.of(401, "credentials-wrong", "The credentials are wrong, or not of a kind that this operation takes.").exception();
    }

    public static ProblemException tokenExpired() {
        return Problem.of(401, "token-expired", "The token has expired: log in again.").exception();
    }

    public static ProblemException loginEnded() {
        return Problem.of(401, "login-ended", "The login that this token belongs to has ended: log in again.").exception();
    }

    public static ProblemException notYours() {
        return Problem.of(403, "not-yours", "This belongs to another user.").exception();
    }

    public static ProblemException unknownUser() {
        return Problem.notFound("unknown-user", "There is no such user.").exception();
    }

    static ProblemException tooManyGuesses(int seconds) {
        return new Problem(429, "too-many-failed-logins", "Too many failed logins of this user from this address: wait before the next.",
                seconds, null, null).exception();
    }

    static ProblemException crossSite() {
        return Problem.of(403, "cross-site", "A cookie or HTTP Basic is taken from Parley's own pages and from the configured origins "
                + "only; behind a proxy, http.trustedProxies must name it.").exception();
    }
}
