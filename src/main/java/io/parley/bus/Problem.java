package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * Why a request is refused: what becomes an {@code application/problem+json} answer (RFC 9457).
 *
 * @param status            the HTTP status
 * @param code              stable and machine-readable, lower case with hyphens; clients switch on it
 * @param detail            a sentence for a person; never a secret, never a stack trace
 * @param retryAfterSeconds for 429 and 503: when to try again; else null
 * @param condition         for an XMPP refusal: the defined condition (RFC 6120, section 8.3.3); else null
 * @param errors            for invalid input: what is wrong where; else null
 * @param extension         further members of the answer (RFC 9457, section 3.2), by name; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(int status, String code, String detail, Integer retryAfterSeconds, String condition, List<Fault> errors,
                      Map<String, Object> extension) implements BusRecord {

    public Problem(int status, String code, String detail, Integer retryAfterSeconds, String condition, List<Fault> errors) {
        this(status, code, detail, retryAfterSeconds, condition, errors, null);
    }

    /** One fault of the input: {@code pointer} is a JSON pointer (RFC 6901) into the body, or names a parameter. */
    public record Fault(String pointer, String detail) {
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, null, null, null);
    }

    public static Problem badRequest(String code, String detail) {
        return of(400, code, detail);
    }

    public static Problem notFound(String code, String detail) {
        return of(404, code, detail);
    }

    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    /** The XMPP server or a peer refused: 422 with the stanza error's condition. */
    public static Problem refused(String condition, String detail) {
        return new Problem(422, "xmpp-refused", detail, null, condition, null);
    }

    /** Away for now: 503 with {@code Retry-After}. */
    public static Problem unavailable(String code, String detail, int retryAfterSeconds) {
        return new Problem(503, code, detail, retryAfterSeconds, null, null);
    }

    /** The same with one further member of the answer. */
    public Problem with(String member, Object value) {
        return new Problem(status, code, detail, retryAfterSeconds, condition, errors, Map.of(member, value));
    }

    @Override
    public String toString() {
        return "Problem[" + status + " " + code + "]"; // an extension may hold a token, which never reaches a log
    }

    /** The problem as something to throw or to fail a future with. */
    public ProblemException exception() {
        return new ProblemException(this, null);
    }

    public ProblemException exception(Throwable cause) {
        return new ProblemException(this, cause);
    }
}
