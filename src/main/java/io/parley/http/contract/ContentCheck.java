package io.parley.http.contract;

import io.parley.bus.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Set;

/** Refuses a body of a type that the operation does not take, before any of it is read. */
final class ContentCheck {
    /** No operation takes them, and Vert.x's body handler would take them apart. */
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data");

    private ContentCheck() {
    }

    /** The type to read the body as; 415 {@code wrong-media-type} as an exception when it is not one of the operation's. */
    static String typeOf(HttpServerRequest request, BodySpec body) {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (header == null || !hasBody(request)) {
            return body.fallback();
        }
        String type = body.named(MediaTypes.essence(header));
        if (body.isNone() ? FORMS.contains(type) : !body.types().containsKey(type)) {
            throw refusal(body).exception();
        }
        if (!body.isNone() && !isUtf8(header)) {
            throw Problem.of(415, "wrong-charset", "The body must be UTF-8.").exception();
        }
        return type;
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || request.version() == HttpVersion.HTTP_2 && !request.isEnded();
    }

    private static boolean isUtf8(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("charset=");
        if (at < 0) {
            return true;
        }
        String charset = lower.substring(at + "charset=".length()).split(";", 2)[0].replace("\"", "").trim();
        return charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
    }

    private static Problem refusal(BodySpec body) {
        String detail = body.isNone() ? "This operation takes no form."
                : "The Content-Type must be one of " + String.join(", ", body.types().keySet()) + ".";
        return Problem.of(415, "wrong-media-type", detail);
    }
}
