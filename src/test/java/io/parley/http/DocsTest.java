package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.http.contract.StubServer;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract and its documentation are served from the JAR alone, without credentials. */
class DocsTest {
    private StubServer server;
    private Vertx vertx;
    private WebClient client;

    @BeforeEach
    void start() {
        server = StubServer.start();
        vertx = Vertx.vertx();
        client = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
        server.close();
    }

    @Test
    void servesTheContractByteForByte() throws IOException {
        ApiResponse answer = get("/openapi.yaml");

        assertTrue(answer.header("Content-Type").startsWith("application/yaml"));
        assertEquals(new String(Docs.class.getResourceAsStream("/openapi.yaml").readAllBytes(), StandardCharsets.UTF_8), answer.text());
    }

    @Test
    void redirectsToThePage() {
        assertEquals("/docs/", get("/docs").expect(302).header("Location"));
    }

    @Test
    void showsOurContractWithNothingFromElsewhere() {
        String page = get("/docs/").expect(200).text();
        assertTrue(page.contains("swagger-initializer.js"));
        assertFalse(page.contains("https://"), page);
        get("/docs/swagger-ui-bundle.js").expect(200);
        get("/docs/swagger-ui.css").expect(200);

        String initializer = get("/docs/swagger-initializer.js").expect(200).text();
        assertTrue(initializer.contains("\"/openapi.yaml\""), initializer);
        assertFalse(initializer.contains("petstore"), initializer);
    }

    private ApiResponse get(String uri) {
        return Await.await(client.getAbs(server.base() + uri).send()
                .map(answer -> new ApiResponse(answer.statusCode(), answer.headers(), answer.bodyAsString())));
    }
}
