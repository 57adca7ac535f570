package io.parley.security;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the pages of other sites may do with a browser that is logged in: the listed ones call, the others are refused. */
@WithXmpp
@Tag("once")
class CrossSiteIT {
    private static final String FRIENDLY = "https://chat.example.org";
    private static final String EVIL = "https://evil.example";
    private static Vertx vertx;
    private static ParleyNode node;
    private static Person ann;

    @BeforeAll
    static void start(XmppServer server) {
        vertx = Vertx.vertx();
        server.register("cross-ann", "cross-ann");
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of("PARLEY_CORS_ORIGINS", FRIENDLY));
        ann = node.login("cross-ann");
    }

    @AfterAll
    static void stop() {
        node.close();
        Await.await(vertx.close());
    }

    @Test
    void aForgedRequestWithWhatTheBrowserAddsByItselfIsRefused() {
        String message = chat("/messages/" + ann.address());
        List<ApiClient> ambient = List.of(node.api().withBasic("cross-ann", "cross-ann"),
                node.api().with("Cookie", "parley_stream=" + ann.streamToken()));
        for (ApiClient browser : ambient) {
            for (ApiClient forged : List.of(browser.with("Sec-Fetch-Site", "cross-site"), browser.with("Origin", EVIL),
                    browser.with("Origin", "null"), browser.with("Origin", FRIENDLY + ".evil.example"),
                    browser.with("Origin", "http://127.0.0.1:1"), browser.with("Origin", FRIENDLY).with("Sec-Fetch-Site", "cross-site"))) {
                assertEquals("cross-site", forged.post(message, "text/plain", "forged").expect(403).code());
                assertEquals("cross-site", forged.get(chat("/contacts")).expect(403).code());
                assertEquals("cross-site", forged.get(ann.session("/events")).expect(403).code());
            }
        }
        String history = ann.api().get(chat("/messages?with=" + ann.address())).expect(200).text();
        assertFalse(history.contains("forged"), history);
    }

    @Test
    void ourOwnPagesAndListedOnesMayUseBasic() {
        ApiClient browser = node.api().withBasic("cross-ann", "cross-ann");
        browser.get(chat("/contacts")).expect(200);
        browser.with("Origin", node.base().toString()).with("Sec-Fetch-Site", "same-origin").get(chat("/contacts")).expect(200);
        browser.with("Sec-Fetch-Site", "none").get(chat("/contacts")).expect(200);
        browser.with("Origin", FRIENDLY).get(chat("/contacts")).expect(200);
    }

    @Test
    void whatNoBrowserAddsByItselfPassesFromAnywhere() {
        ApiClient token = ann.api().with("Origin", EVIL).with("Sec-Fetch-Site", "cross-site");
        ApiResponse answer = token.get(chat("/contacts")).expect(200);
        assertNull(answer.header("Access-Control-Allow-Origin"), "the page of another site cannot read it");
        node.backEnd().with("Sec-Fetch-Site", "cross-site").get(chat("/contacts?user=cross-ann")).expect(200);
    }

    @Test
    void aPreflightIsAnsweredBeforeAnyCredentials() {
        for (String path : List.of(chat("/contacts"), chat("/events"), chat("/login"),
                "/plugins/restapi/v1/chat/contacts", "/sse/cross-ann")) {
            HttpClientResponse answer = preflight(path, FRIENDLY);
            assertEquals(204, answer.statusCode(), path);
            assertEquals(FRIENDLY, answer.getHeader("Access-Control-Allow-Origin"));
            assertEquals("true", answer.getHeader("Access-Control-Allow-Credentials"));
            assertTrue(answer.getHeader("Access-Control-Allow-Methods").contains("DELETE"));
            assertTrue(answer.getHeader("Access-Control-Allow-Headers").contains("Authorization"));
            assertEquals(List.of("Origin"), answer.headers().getAll("Vary"));
        }
        HttpClientResponse refused = preflight(chat("/contacts"), EVIL);
        assertEquals(403, refused.statusCode());
        assertNull(refused.getHeader("Access-Control-Allow-Origin"));
    }

    @Test
    void aListedPageCanReadAnswersProblemsAndStreams() {
        ApiClient page = ann.api().with("Origin", FRIENDLY);
        ApiClient nobody = node.api().with("Origin", FRIENDLY);
        List<ApiResponse> answers = List.of(page.get(chat("/contacts")).expect(200), page.get(chat("/nothing/like/this/here")).expect(404),
                page.delete(chat("/login")).expect(405), nobody.get(chat("/contacts")).expect(401),
                page.post(chat("/contacts"), "application/json", "{").expect(400), page.get("/openapi.yaml").expect(200),
                page.get("/rest/api/restapi/v1/chat/contacts").expect(200));
        for (ApiResponse answer : answers) {
            assertEquals(List.of(FRIENDLY), answer.headers().getAll("Access-Control-Allow-Origin"), answer.toString());
            assertTrue(answer.header("Access-Control-Expose-Headers").contains("X-Request-Id"));
            assertEquals("Origin", answer.header("Vary"));
        }
        HttpClient client = vertx.createHttpClient();
        HttpClientResponse stream = Await.await(client.request(request(HttpMethod.GET, chat("/events"))
                .putHeader("Authorization", "Bearer " + ann.token()).putHeader("Origin", FRIENDLY)).compose(HttpClientRequest::send));
        assertEquals(200, stream.statusCode());
        assertEquals("text/event-stream", stream.getHeader("Content-Type").split(";")[0]);
        assertEquals(FRIENDLY, stream.getHeader("Access-Control-Allow-Origin"));
        Await.await(client.close());
    }

    @Test
    void onlyWhoCouldShowADialogIsChallengedForBasic() {
        assertTrue(challenges(node.api()).contains("Basic"));
        assertFalse(challenges(node.api().with("Sec-Fetch-Dest", "empty")).contains("Basic"));
        assertFalse(challenges(node.api().with("X-Requested-With", "XMLHttpRequest")).contains("Basic"));
        assertTrue(challenges(node.api().with("Sec-Fetch-Dest", "empty")).contains("Bearer"));
    }

    private static String challenges(ApiClient client) {
        return String.join(", ", client.get(chat("/contacts")).expect(401).headers().getAll("WWW-Authenticate"));
    }

    private static HttpClientResponse preflight(String path, String origin) {
        HttpClient client = vertx.createHttpClient();
        HttpClientResponse answer = Await.await(client.request(request(HttpMethod.OPTIONS, path).putHeader("Origin", origin)
                        .putHeader("Access-Control-Request-Method", "POST")
                        .putHeader("Access-Control-Request-Headers", "authorization,content-type"))
                .compose(HttpClientRequest::send));
        Await.await(client.close());
        return answer;
    }

    private static RequestOptions request(HttpMethod method, String uri) {
        return new RequestOptions().setMethod(method).setHost(node.base().getHost()).setPort(node.base().getPort()).setURI(uri);
    }
}
