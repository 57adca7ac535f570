package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files come from the JAR, under a policy that lets nothing else in. */
class PageFilesTest {
    private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");

    private final HttpClient client = HttpClient.newHttpClient();
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.post("/only-post").handler(context -> context.response().end());
        new PageFiles().install(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theRootIsThePage() throws Exception {
        HttpResponse<String> page = get("/");

        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Type").orElseThrow().startsWith("text/html"));
        assertTrue(page.body().contains("<title>Parley</title>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ask.html"})
    void nothingMayRunButItsOwnFiles(String path) throws Exception {
        HttpResponse<String> page = get(path);

        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("default-src 'self'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("no-cache", page.headers().firstValue("Cache-Control").orElseThrow());
        assertFalse(page.body().contains("style="), "an inline style");
        assertFalse(Pattern.compile("<script[^>]*>[^<]").matcher(page.body()).find(), "an inline script");
        assertFalse(Pattern.compile("(src|href)=\"https?:").matcher(page.body()).find(), "a file from elsewhere");
    }

    /** A browser runs a module only when it is served as JavaScript; and one import that is not found leaves the page empty. */
    @ParameterizedTest
    @ValueSource(strings = {"/app.js", "/ask.js"})
    void everyModuleThatIsImportedIsThere(String program) throws Exception {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(program));
        while (!open.isEmpty()) {
            String module = open.pop();
            if (seen.add(module)) {
                HttpResponse<String> file = get(module);
                assertEquals(200, file.statusCode(), module);
                assertTrue(file.headers().firstValue("Content-Type").orElseThrow().startsWith("text/javascript"), module);
                IMPORT.matcher(file.body()).results().forEach(found -> open.push(URI.create(module).resolve(found.group(1)).getPath()));
            }
        }
        assertTrue(seen.size() >= 15, seen.toString());
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertEquals(404, get("/js/nothing-here.js").statusCode());
        assertEquals(404, get("/js/../../logback.xml").statusCode());
        assertEquals(404, get("/js/%2e%2e/%2e%2e/logback.xml").statusCode());
    }

    @Test
    void otherRoutesAnswerAsTheyDidWithoutIt() throws Exception {
        assertEquals(404, send("POST", "/nothing-here").statusCode());
        assertEquals(200, send("POST", "/only-post").statusCode());
        assertEquals(405, get("/only-post").statusCode());
        assertEquals(200, send("HEAD", "/style.css").statusCode());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        HttpRequest request = HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
