package io.parley.http;

import io.parley.bus.Caller;
import io.parley.bus.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** One request: validated against the contract, from a caller who is known. */
public final class Call {
    /** Where in the context the JSON object is that a body stands for which was written as XML. */
    public static final String BODY = "parley.body";

    private final RoutingContext context;
    private final Caller caller;

    /** @param caller null where the contract asks for no credentials */
    public Call(RoutingContext context, Caller caller) {
        this.context = context;
        this.caller = caller;
    }

    public RoutingContext context() {
        return context;
    }

    public HttpServerRequest request() {
        return context.request();
    }

    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** A path parameter, decoded; null when this form of the path does not have it. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** A query parameter, decoded; null when it is missing. */
    public String query(String name) {
        return context.queryParams().get(name);
    }

    public String header(String name) {
        return context.request().getHeader(name);
    }

    /** The body as text, empty when there is none. */
    public String text() {
        String text = context.body().asString("UTF-8");
        return text == null ? "" : text;
    }

    /** The body as a JSON object, however it was written. */
    public JsonObject json() {
        JsonObject read = context.get(BODY);
        if (read != null) {
            return read;
        }
        try {
            JsonObject json = context.body().asJsonObject();
            if (json != null) {
                return json;
            }
        } catch (DecodeException | ClassCastException e) {
            throw Problem.badRequest("malformed-json", "The body is not a JSON object.").exception(e);
        }
        throw Problem.badRequest("missing-body", "A JSON object is needed as the body.").exception();
    }
}
