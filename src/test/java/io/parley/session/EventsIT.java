package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.EventId;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithParley;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Event streams: where they begin, that nothing is missing in them, when they end. */
@Tag("transport")
@WithParley
class EventsIT {
    private static final long SEED = 20261122;

    private final ParleyNode node;
    private Person ann;
    private Person ben;

    EventsIT(ParleyNode node) {
        this.node = node;
        node.server().register("ev-ann", "ev-ann");
        node.server().register("ev-ben", "ev-ben");
        node.server().register("ev-cat", "ev-cat");
    }

    @BeforeEach
    void logIn() {
        ann = node.login("ev-ann");
        ben = node.login("ev-ben");
    }

    @AfterEach
    void logOff() {
        ann.leave();
        ben.leave();
    }

    @Test
    void theFirstStreamHasEverythingSinceTheLogin() {
        say(0, 5);
        try (SseClient told = ben.stream()) {
            told.await(event -> event.data().contains("\"n4\""));
            assertEquals(bodies(0, 5), bodies(told.events()));
            assertTrue(told.events().stream().anyMatch(event -> event.event().equals("chatapi.connection")));
            List<EventId> ids = told.events().stream().map(event -> EventId.parse(event.id()).orElseThrow()).toList();
            // the first says where the stream begins
            assertEquals(IntStream.range(0, ids.size()).mapToLong(i -> i).boxed().toList(), ids.stream().map(EventId::sequence).toList());
            assertEquals(1, ids.stream().map(EventId::epoch).distinct().count());
        }
    }

    @Test
    void everyStreamHasEverything() {
        Person secondTab = node.login("ev-ben");
        try (SseClient one = ben.stream(); SseClient two = secondTab.stream()) {
            say(0, 20);
            one.await(event -> event.data().contains("\"n19\""));
            two.await(event -> event.data().contains("\"n19\""));
            assertEquals(bodies(0, 20), bodies(one.events()));
            assertEquals(bodies(0, 20), bodies(two.events()));
        }
    }

    @Test
    void anIdThatNobodyGaveOutIsAResetAndNoLoop() {
        say(0, 3);
        SseClient before = ben.stream();
        EventId head = EventId.parse(before.await(event -> event.data().contains("\"n2\"")).id()).orElseThrow();
        List<String> unknown = List.of("nonsense", "1", "-", "1-2-3-4", "\"quoted\"", "9".repeat(400), "9999999999999999-1-1",
                head.epoch() + "-" + (head.sequence() + 1000) + "-" + head.time(), head.epoch() + "-9999999999999999-0",
                (head.epoch() + 77) + "-1-" + head.time(), head.epoch() + "--1-0", "0x10-1-1");
        for (String id : unknown) {
            try (SseClient stream = ben.streamAfter(id)) {
                SseEvent reset = stream.next(event -> true);
                assertEquals("chatapi.reset", reset.event(), id);
                assertEquals("unknown-id", reset.json().getString("reason"), id);
                EventId at = EventId.parse(reset.id()).orElseThrow();
                assertEquals(head.epoch() + "-" + head.sequence(), at.epoch() + "-" + at.sequence(), id);
                try (SseClient again = ben.streamAfter(reset.id())) {
                    int n = unknown.indexOf(id) + 100;
                    say(n, n + 1);
                    head = EventId.parse(again.await(event -> event.data().contains("\"n" + n + "\"")).id()).orElseThrow();
                    assertEquals(List.of("chatapi.connection", "chatapi.chat"), again.events().stream().map(SseEvent::event).toList(), id);
                }
            }
        }
        before.close();
    }

    @Test
    void theParameterDoesWhatTheHeaderDoesAndTheHeaderWins() {
        say(0, 4);
        SseClient whole = ben.stream();
        String afterFirst = whole.await(event -> event.data().contains("\"n0\"")).id();
        String afterThird = whole.await(event -> event.data().contains("\"n2\"")).id();
        whole.await(event -> event.data().contains("\"n3\""));
        whole.close();
        String uri = chat("/events?lastEventId=" + afterFirst);
        try (SseClient byParameter = SseClient.open(node.vertx(), node.check(), ben.api(), uri);
                SseClient byBoth = SseClient.open(node.vertx(), node.check(), ben.api().with("Last-Event-ID", afterThird), uri)) {
            byParameter.await(event -> event.data().contains("\"n3\""));
            byBoth.await(event -> event.data().contains("\"n3\""));
            assertEquals(bodies(1, 4), bodies(byParameter.events()));
            assertEquals(bodies(3, 4), bodies(byBoth.events()));
        }
    }

    /** Messages flow while the client comes back again and again, each time after the last event that it has read. */
    @Test
    void nothingIsLostNorTurnedRoundWhileAClientComesAndGoes() {
        int count = 600;
        Random random = new Random(SEED);
        List<SseEvent> all = new ArrayList<>();
        SseClient stream = ben.stream();
        try (NativeClient cat = NativeClient.login(node.server(), "ev-cat")) {
            CompletableFuture<Void> talking = CompletableFuture.runAsync(
                    () -> IntStream.range(0, count).forEach(i -> cat.say("ev-ben", "n" + i)));
            while (all.stream().noneMatch(event -> event.data().contains("\"n" + (count - 1) + "\""))) {
                long wanted = 1 + random.nextInt(3) * random.nextInt(20);
                long from = all.isEmpty() ? 0 : sequence(all.get(all.size() - 1));
                stream.await(event -> sequence(event) >= from + wanted || event.data().contains("\"n" + (count - 1) + "\""));
                stream.close();
                List<SseEvent> read = stream.events();
                all.addAll(read);
                stream = ben.streamAfter(read.get(read.size() - 1).id());
                if (random.nextInt(4) == 0) {
                    stream.close(); // at once, perhaps in the middle of the replay
                    List<SseEvent> some = stream.events();
                    all.addAll(some);
                    stream = ben.streamAfter(all.get(all.size() - 1).id());
                }
            }
            talking.join();
        } finally {
            stream.close();
        }
        assertEquals(bodies(0, count), bodies(all), "seed " + SEED);
        // a stream's beginning repeats the number of the event before it
        List<Long> sequences = all.stream().filter(event -> !event.event().equals("chatapi.connection")).map(EventsIT::sequence).toList();
        assertEquals(sequences.stream().sorted().distinct().toList(), sequences, "seed " + SEED);
    }

    @Test
    void stanzasAreToldToThoseWhoWantThemAlone() {
        String wanting = chat("/events?xmpp=true");
        try (SseClient raw = SseClient.open(node.vertx(), node.check(), ben.api(), wanting); SseClient plain = ben.stream()) {
            String id = ann.say(ben, "as a stanza too");
            String xml = new String(Base64.getDecoder().decode(raw.next(event -> event.event().equals("chatapi.xmpp")
                    && decoded(event).contains("as a stanza too")).json().getString("xmpp")), StandardCharsets.UTF_8);
            assertTrue(xml.contains(id), xml);
            plain.await(event -> event.data().contains("as a stanza too"));
            raw.await(event -> event.event().equals("chatapi.chat") && event.data().contains("as a stanza too"));
            assertTrue(plain.events().stream().noneMatch(event -> event.event().equals("chatapi.xmpp")));
        }
    }

    @Test
    void aLogoffEndsTheStreamsOfThatLoginAlone() {
        Person phone = node.login("ev-ben");
        SseClient desk = ben.stream();
        SseClient pocket = phone.stream();
        phone.logoff();
        SseEvent closed = pocket.next("chatapi.closed");
        assertEquals("logoff", closed.json().getString("reason"));
        assertEquals(SseClient.End.COMPLETE, pocket.awaitEnd());
        ann.say(ben, "still there?");
        desk.await(event -> event.data().contains("still there?"));
        assertFalse(desk.events().stream().anyMatch(event -> event.event().equals("chatapi.closed")));
        assertEquals(401, phone.api().get(chat("/events")).status());
        ben.leave();
        desk.next("chatapi.closed");
        assertEquals(SseClient.End.COMPLETE, desk.awaitEnd());
        pocket.close();
        desk.close();
    }

    private static String decoded(SseEvent event) {
        return new String(Base64.getDecoder().decode(event.json().getString("xmpp")), StandardCharsets.UTF_8);
    }

    private void say(int from, int end) {
        IntStream.range(from, end).forEach(i -> ann.say(ben, "n" + i));
    }

    private static long sequence(SseEvent event) {
        return EventId.parse(event.id()).orElseThrow().sequence();
    }

    private static List<String> bodies(int from, int end) {
        return IntStream.range(from, end).mapToObj(i -> "n" + i).toList();
    }

    private static List<String> bodies(List<SseEvent> events) {
        return events.stream().filter(event -> event.event().equals("chatapi.chat")).map(SseEvent::json)
                .map(data -> data.getString("body")).toList();
    }
}
