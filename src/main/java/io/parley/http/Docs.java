package io.parley.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Serves the contract as it is written, and Swagger UI for it: all from the JAR, nothing from elsewhere. */
public final class Docs {
    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private final String contract;

    /** @param contract the text of {@code openapi.yaml} */
    public Docs(String contract) {
        this.contract = contract;
    }

    public void install(Router router) {
        router.get("/openapi.yaml").handler(this::sendContract);
        router.getWithRegex("/docs").handler(context -> context.redirect("/docs/"));
        router.get("/docs/swagger-initializer.js").handler(initializer());
        router.get("/docs/*").handler(StaticHandler.create("META-INF/resources/webjars/swagger-ui/" + version()));
    }

    private void sendContract(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml; charset=utf-8").end(contract);
    }

    /** The webjar's own shows an example from the network. */
    private static Handler<RoutingContext> initializer() {
        return context -> context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .sendFile("io/parley/http/swagger-initializer.js").onFailure(context::fail);
    }

    /** The webjar's path has its version in it, which only the build knows. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Docs.class.getResourceAsStream(WEBJAR)) {
            if (in == null) {
                throw new IllegalStateException("the Swagger UI webjar is not on the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
