package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.EventId;
import io.parley.support.Await;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a small log, few streams and clients that do not read come to; on a node of its own, with bounds that can be reached. */
@WithXmpp
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamBoundsIT {
    private static final int LOG = 20;
    private static final int MOST_STREAMS = 4;
    private static final String LARGE = "x".repeat(60_000);

    private final Vertx vertx = Vertx.vertx();
    private XmppServer server;
    private ParleyNode node;
    private Person ann;
    private Person ben;

    @BeforeAll
    void start(XmppServer shared) {
        server = shared;
        server.register("bound-ann", "bound-ann");
        server.register("bound-ben", "bound-ben");
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of("PARLEY_SESSIONS_LOG_EVENTS", "" + LOG,
                "PARLEY_STREAMS_MAX_PER_USER", "" + MOST_STREAMS, "PARLEY_STREAMS_HEARTBEAT", "200ms", "PARLEY_STREAMS_STALL", "1s"));
    }

    @AfterAll
    void stop() {
        node.close();
        Await.await(vertx.close());
    }

    @BeforeEach
    void logIn() {
        ann = node.login("bound-ann");
        ben = node.login("bound-ben");
    }

    @AfterEach
    void logOff() {
        ann.leave();
        ben.leave();
    }

    @Test
    void aStreamWithoutAnIdBeginsWhereNoStreamHasBeen() {
        say(0, 2);
        SseClient first = ben.stream();
        first.await(event -> event.data().contains("\"n1\""));
        first.close();
        awaitStreams(0);
        say(2, 4);
        try (SseClient second = ben.stream()) {
            second.await(event -> event.data().contains("\"n3\""));
            assertEquals(bodies(2, 4), bodies(second.events()));
        }
    }

    @Test
    void theLogReachesAsFarAsItsSizeAndNoFurther() {
        SseClient witness = ben.stream();
        say(0, LOG + 5);
        witness.await(event -> event.data().contains("\"n" + (LOG + 4) + "\""));
        List<SseEvent> all = witness.events();
        witness.close();
        SseEvent head = all.get(all.size() - 1);
        for (int behind : new int[] {0, 1, LOG - 1, LOG}) {
            try (SseClient stream = ben.streamAfter(all.get(all.size() - 1 - behind).id())) {
                String marker = "after " + behind;
                String id = sendTo(ben, marker);
                stream.await(event -> event.data().contains(id));
                // the marker has pushed the oldest out only after the stream began
                assertEquals(1 + behind + 1, stream.events().size(), marker + ", where it begins and the marker included");
                assertFalse(stream.events().stream().anyMatch(event -> event.event().equals("chatapi.reset")), marker);
                all = replaced(all, stream.events());
                head = all.get(all.size() - 1);
            }
        }
        try (SseClient stream = ben.streamAfter(all.get(all.size() - 2 - LOG).id())) {
            SseEvent reset = stream.next(event -> true);
            assertEquals("chatapi.reset", reset.event());
            assertEquals("too-much-missed", reset.json().getString("reason"));
            assertEquals("all", reset.json().getString("scope"));
            EventId at = EventId.parse(reset.id()).orElseThrow();
            assertEquals(EventId.parse(head.id()).orElseThrow().sequence(), at.sequence());
            String id = sendTo(ben, "after the reset");
            stream.await(event -> event.data().contains(id));
            assertEquals(2, stream.events().size());
        }
    }

    @Test
    void aQuietStreamSaysThatItLives() {
        try (SseClient stream = ben.stream()) {
            stream.awaitComment();
            stream.awaitComment();
        }
    }

    @Test
    void oneStreamTooManyIsRefusedAndAnEndMakesRoom() {
        List<SseClient> open = new ArrayList<>();
        for (int i = 0; i < MOST_STREAMS; i++) {
            open.add(ben.stream());
        }
        assertEquals("too-many-streams", ben.api().get(chat("/events")).expect(429).code());
        open.remove(0).close();
        awaitStreams(MOST_STREAMS - 1);
        open.add(ben.stream());
        open.forEach(SseClient::close);
        awaitStreams(0);
    }

    @Test
    void aClientThatNeverReadsIsCut() throws IOException {
        double before = cuts();
        try (Socket socket = request(ben)) {
            awaitStreams(1);
            while (cuts() == before) {
                ann.say(ben, LARGE);
            }
            awaitStreams(0);
            assertEquals(1, socket.getInputStream().read(new byte[1])); // only now, for the socket's sake
        }
        try (SseClient stream = ben.stream()) {
            String id = ann.say(ben, "and now?");
            stream.await(event -> event.data().contains(id));
        }
    }

    /** A person who leans on the reload key: half of the connections are gone before they are answered. */
    @Test
    void twoHundredStreamsOpenedAndClosedLeaveNothingBehind() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (Socket socket = request(ben)) {
                if (i % 2 == 0) {
                    assertTrue(socket.getInputStream().read(new byte[64]) > 0);
                }
                if (i % 20 == 0) {
                    ann.say(ben, "meanwhile " + i);
                }
            }
        }
        awaitStreams(0);
        String log = node.logText();
        assertFalse(log.contains("Unhandled exception") || log.contains("IllegalStateException"), log);
    }

    private Socket request(Person person) throws IOException {
        Socket socket = new Socket(node.base().getHost(), node.base().getPort());
        socket.getOutputStream().write(("GET " + chat("/events") + " HTTP/1.1\r\nHost: " + node.base().getAuthority()
                + "\r\nAuthorization: Bearer " + person.token() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String sendTo(Person person, String body) {
        return ann.say(person, body);
    }

    private void say(int from, int end) {
        IntStream.range(from, end).forEach(i -> ann.say(ben, "n" + i));
    }

    /** Until {@code /debug/state} counts so many streams on the whole node. */
    private void awaitStreams(int wanted) {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (new JsonObject(management("/debug/state")).encode().contains("\"streams\":" + wanted) == false) {
            assertTrue(System.nanoTime() < deadline, () -> "not " + wanted + " streams: " + management("/debug/state"));
            LockSupport.parkNanos(20_000_000);
        }
    }

    private double cuts() {
        return management("/metrics").lines().filter(line -> !line.startsWith("#") && line.contains("cut"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private String management(String path) {
        try (InputStream answer = node.management(path).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SseEvent> replaced(List<SseEvent> known, List<SseEvent> more) {
        List<SseEvent> all = new ArrayList<>(known);
        more.stream().filter(event -> !known.contains(event) && !event.event().equals("chatapi.connection")).forEach(all::add);
        return all;
    }

    private static List<String> bodies(int from, int end) {
        return IntStream.range(from, end).mapToObj(i -> "n" + i).toList();
    }

    private static List<String> bodies(List<SseEvent> events) {
        return events.stream().filter(event -> event.event().equals("chatapi.chat")).map(event -> event.json().getString("body")).toList();
    }
}
