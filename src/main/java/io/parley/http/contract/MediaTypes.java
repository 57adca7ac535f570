package io.parley.http.contract;

import io.vertx.openapi.contract.MediaType;
import java.util.Locale;

/** Media types as the contract names them, and as vertx-openapi 5.0 can load them: it knows a few and refuses the rest. */
final class MediaTypes {
    private static final String PREFIX = "application/vnd.";
    private static final String SUFFIX = "+json";

    private MediaTypes() {
    }

    /** The type without parameters, in lower case: {@code text/plain} of {@code Text/Plain; charset=utf-8}. */
    static String essence(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /** The name under which the contract loads; the type itself where that is possible. */
    static String loadable(String type) {
        if (MediaType.isMediaTypeSupported(type)) {
            return type;
        }
        return PREFIX + type.replace("/", "..").replace("+", "--") + SUFFIX;
    }

    /** The type that {@link #loadable} stands for. */
    static String original(String loadable) {
        if (!loadable.contains("..")) {
            return loadable;
        }
        return loadable.substring(PREFIX.length(), loadable.length() - SUFFIX.length()).replace("..", "/").replace("--", "+");
    }
}
