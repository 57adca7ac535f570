package io.parley.security;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.TestCertificates;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP over TLS, by configuration alone: HTTP/2 where the client can, and a cookie that never leaves the encrypted way. */
@WithXmpp
@Tag("once")
class TlsIT {
    private final Vertx vertx = Vertx.vertx();
    private final XmppServer server;
    @TempDir
    Path directory;
    private ParleyNode node;
    private TestCertificates certificates;

    TlsIT(XmppServer server) {
        this.server = server;
    }

    @BeforeEach
    void start() {
        server.register("tls-ann", "tls-ann");
        certificates = TestCertificates.in(directory);
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of(
                "PARLEY_HTTP_TLS_CERTIFICATE", certificates.certificate().toString(),
                "PARLEY_HTTP_TLS_KEY", certificates.key().toString()));
    }

    @AfterEach
    void stop() {
        node.close();
        Await.await(vertx.close());
    }

    @Test
    void whoCanSpeaksHttp2AndManyStreamsShareOneConnection() {
        HttpClient client = client(HttpVersion.HTTP_2);
        HttpClientResponse login = logIn(client);
        assertEquals(HttpVersion.HTTP_2, login.version());
        assertTrue(login.getHeader("Set-Cookie").endsWith("; Secure") || login.getHeader("Set-Cookie").contains("; Secure;"),
                login.getHeader("Set-Cookie"));
        JsonObject told = Await.await(login.body()).toJsonObject();
        String token = told.getString("token");

        Queue<String> received = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 8; i++) { // more than a browser has connections under HTTP/1.1
            HttpClientResponse stream = Await.await(client.request(request(HttpMethod.GET, chat("/events"), token))
                    .compose(request -> request.send().map(answer -> {
                        answer.handler(chunk -> received.add(chunk.toString()));
                        return answer;
                    })));
            assertEquals(200, stream.statusCode());
            assertEquals(HttpVersion.HTTP_2, stream.version());
        }
        HttpClientResponse said = Await.await(client.request(request(HttpMethod.POST, chat("/messages/tls-ann@" + server.domain()), token)
                .putHeader("Content-Type", "text/plain")).compose(request -> request.send(Buffer.buffer("over h2"))));
        assertEquals(200, said.statusCode());
        Eventually.get(() -> received.stream().filter(chunk -> chunk.contains("over h2")).count(), count -> count >= 8);

        HttpClientResponse problem = Await.await(client.request(request(HttpMethod.GET, chat("/no/such/thing/here"), token))
                .compose(request -> request.send()));
        assertEquals("application/problem+json", problem.getHeader("Content-Type"));
        Await.await(client.close());
    }

    @Test
    void whoCannotSpeaksHttp1() {
        HttpClient client = client(HttpVersion.HTTP_1_1);
        HttpClientResponse login = logIn(client);
        assertEquals(HttpVersion.HTTP_1_1, login.version());
        assertEquals(200, login.statusCode());
        Await.await(client.close());
    }

    private HttpClientResponse logIn(HttpClient client) {
        return Await.await(client.request(request(HttpMethod.POST, chat("/login"), null).putHeader("Content-Type", "application/json")
                        .putHeader("Accept", "application/json"))
                .compose(request -> request.send(new JsonObject().put("username", "tls-ann").put("password", "tls-ann").toBuffer())
                        .compose(answer -> answer.body().map(answer))));
    }

    private HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(new HttpClientOptions().setSsl(true).setUseAlpn(true).setProtocolVersion(version)
                .setTrustOptions(new PemTrustOptions().addCertPath(certificates.authority().toString())));
    }

    private RequestOptions request(HttpMethod method, String uri, String token) {
        RequestOptions options = new RequestOptions().setMethod(method).setHost("localhost").setPort(node.base().getPort()).setURI(uri)
                .setSsl(true);
        return token == null ? options : options.putHeader("Authorization", "Bearer " + token);
    }
}
