package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.parley.bus.Caller;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line for each request, which tells what happened and gives nothing away. */
class RequestLogTest {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };
    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class);
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO); // the tests' own configuration is quieter
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        new Problems().install(router);
        router.route().handler(new Aliases());
        router.route().handler(new RequestLog(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new Random(7)));
        router.get("/restapi/v1/known/*").handler(context -> {
            context.put(RequestLog.CALLER, new Caller(Caller.Kind.USER, "eve\nadmin", null));
            context.put(RequestLog.OPERATION, "getKnown");
            context.end("known");
        });
        server = Await.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        Await.await(vertx.close());
    }

    @Test
    void tellsWhatHappenedUnderTheIdThatTheClientGot() throws InterruptedException {
        String answer = send("GET /restapi/v1/known/a%20b?token=secret-one HTTP/1.1");
        String line = line();

        String id = header(answer, "x-request-id");
        assertEquals(id + " GET /restapi/v1/known/a%20b 200 0 ms eve\\u000aadmin getKnown", line);
    }

    @Test
    void holdsNoQueryAlsoOfAliasesAndUnknownPaths() throws InterruptedException {
        send("GET /rest/api/restapi/v1/known/x?token=secret-two HTTP/1.1");
        String known = line();
        send("GET /unknown?token=secret-three HTTP/1.1");
        String unknown = line();

        assertTrue(known.contains(" /restapi/v1/known/x 200 "), known);
        assertTrue(unknown.contains(" /unknown 404 "), unknown);
        assertFalse(known.contains("secret") || unknown.contains("secret"));
        assertTrue(lines.isEmpty(), "one line for each request, a rerouted one included");
    }

    @Test
    void staysOneLineOfBoundedLength() throws InterruptedException {
        send("GET /known/\u001b[31m\u0085fake" + "a".repeat(3000) + " HTTP/1.1");
        String line = line();

        assertTrue(line.contains("/known/\\u001b[31m"), line);
        assertTrue(line.chars().allMatch(c -> c >= 0x20 && c < 0x7F), line);
        assertTrue(line.length() < 700, line);
    }

    private String line() throws InterruptedException {
        String line = lines.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(line != null, "a line in the log");
        return line;
    }

    private String send(String requestLine) {
        Buffer received = Buffer.buffer();
        Future<NetSocket> connected = vertx.createNetClient().connect(server.actualPort(), "127.0.0.1");
        return Await.await(connected.compose(socket -> {
            Promise<String> closed = Promise.promise();
            socket.handler(received::appendBuffer).closeHandler(end -> closed.complete(received.toString()));
            return socket.write(Buffer.buffer((requestLine + "\r\nHost: h\r\nConnection: close\r\n\r\n"), "ISO-8859-1"))
                    .compose(sent -> closed.future());
        }));
    }

    private static String header(String answer, String name) {
        return answer.lines().filter(line -> line.toLowerCase().startsWith(name + ": "))
                .findFirst().orElseThrow().substring(name.length() + 2);
    }
}
