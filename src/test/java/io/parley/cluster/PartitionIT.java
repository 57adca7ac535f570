package io.parley.cluster;

import static io.parley.cluster.Everywhere.at;
import static io.parley.cluster.Everywhere.patiently;
import static io.parley.cluster.Everywhere.say;
import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Postgres;
import io.parley.support.SplitCluster;
import io.parley.support.SplitNetwork;
import io.parley.support.SseClient;
import io.parley.support.WithPostgres;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The network between the nodes breaks: one part goes on, and once it is sound again all of them are one within half a minute. */
@Tag("once")
@WithXmpp
@WithPostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionIT {
    private static final String V1 = "/restapi/v1";
    private static final String WORKGROUP = "split";
    private static final Duration SPLIT = Duration.ofSeconds(40);
    private static final Duration HEALED = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final List<String> USERS = List.of("alice", "bob", "carol", "expert1", "expert2", "visitor");

    private final Vertx vertx = Vertx.vertx();
    private final List<SseClient> streams = new ArrayList<>();
    private final XmppServer server;
    private SplitCluster cluster;
    private ParleyNode lost;
    private ParleyNode one;
    private ParleyNode two;

    PartitionIT(XmppServer server) {
        this.server = server;
    }

    @BeforeAll
    void startCluster(Postgres postgres) {
        assumeTrue(SplitNetwork.isPossible(), "network namespaces can be made by root alone, where the kernel has them");
        cluster = SplitCluster.start(vertx, server, postgres, 3);
        JsonObject settings = new JsonObject().put("name", WORKGROUP).put("open", true).put("strategy", "everyone")
                .put("members", new JsonArray().add("expert1").add("expert2")).put("offerTimeout", 120).put("requestTimeout", 300);
        patiently(() -> cluster.nodes().node(0).backEnd().post(V1 + "/ask/admin", settings)).expect(201);
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
        Await.await(vertx.close());
    }

    /** The one that leads is to be lost: that the others go on is hardest then. */
    @BeforeEach
    void everybodyIsThere() {
        cluster.nodes().awaitMembers(3);
        lost = cluster.nodes().leader();
        one = cluster.nodes().others(lost).get(0);
        two = cluster.nodes().others(lost).get(1);
    }

    @AfterEach
    void everybodyGoesHome() {
        cluster.heal();
        streams.forEach(SseClient::close);
        streams.clear();
        USERS.forEach(user -> patiently(() -> one.backEnd().post(chat("/logoff?all=true&user=" + user))));
    }

    private SseClient following(SseClient stream) {
        streams.add(stream);
        return stream;
    }

    @Test
    void cutOffFromTheOthersWhileBothReachTheDatabaseAndTheXmppServer() {
        Person alice = lost.login("alice");
        Person bob = one.login("bob");
        Person carol = two.login("carol");
        Person here = lost.login("expert1");
        Person there = one.login("expert2");
        SseClient toAlice = following(at(one, alice).stream());
        SseClient toBob = following(bob.stream());
        SseClient toCarol = following(at(one, carol).stream());
        SseClient toHere = following(here.stream());
        SseClient toThere = following(at(two, there).stream());
        Stream.of(here, there).forEach(PartitionIT::isAvailable);
        String first = ask(one);
        Stream.of(toHere, toThere).forEach(stream -> offered(stream, first));

        cluster.cutFromTheOthers(lost);
        List<Integer> accepted = inTheSameInstant(accept(here, first), accept(there, first));
        List<String> logins = new ArrayList<>();
        List<String> promised = new ArrayList<>();
        long begin = System.nanoTime();
        for (int number = 0; !areReady(one, two); number++) {
            assertTrue(System.nanoTime() - begin < SPLIT.toNanos(), "most of the nodes go on");
            // both sides are asked for everything all the time
            String body = "out of the dark " + number;
            Stream.of(login(lost, "visitor"), login(one, "visitor")).map(Await::await).filter(answer -> answer.status == 200)
                    .forEach(answer -> logins.add(answer.text));
            if (Await.await(tries(alice.api(), HttpMethod.POST, message(bob), text(body))).status == 200) {
                promised.add(body);
            }
        }
        assertTrue(promised.contains("out of the dark 0"), "who is cut off with their node can go on at first");
        say(bob, carol.address(), "we go on");
        toCarol.next(event -> event.event().equals("chatapi.chat") && event.json().getString("body").equals("we go on"));
        say(bob, alice.address(), "can you hear us?");
        toAlice.next(event -> event.event().equals("chatapi.chat") && event.json().getString("body").equals("can you hear us?"));
        say(at(two, alice), bob.address(), "I can");
        logins.add(patiently(() -> two.backEnd().post(chat("/visitor/login"))).expect(200).text());
        Stream.of(here, there).forEach(expert -> isAvailable(at(two, expert)));
        String second = ask(two);
        offered(following(at(one, here).stream()), second);
        offered(toThere, second);
        List<Integer> again = inTheSameInstant(accept(at(lost, there), second), accept(at(one, there), second),
                accept(at(two, here), second));
        assertNotEquals(200, Await.await(login(lost, "visitor")).status, "who is left behind begins nothing");

        heals();
        oneSessionEach(List.of(alice, bob, carol, here, there));
        assertEquals(Set.of(logins.get(0)), Set.copyOf(logins));
        promised.add("I can");
        promised.forEach(body -> toBob.await(event -> event.event().equals("chatapi.chat") && event.json().getString("body").equals(body)));
        onlyOneHasIt(first, accepted, accept(here, first), accept(there, first));
        onlyOneHasIt(second, again, accept(here, second), accept(there, second));
    }

    @Test
    void cutOffFromEverything() {
        Person alice = lost.login("alice");
        Person bob = one.login("bob");
        SseClient toAlice = following(at(one, alice).stream());
        say(alice, bob.address(), "before");

        cluster.isolate(lost);
        say(bob, alice.address(), "where are you?");
        toAlice.next(event -> event.event().equals("chatapi.chat") && event.json().getString("body").equals("where are you?"));
        say(at(two, alice), bob.address(), "here");
        awaitReady(SPLIT, one, two);
        patiently(() -> two.backEnd().post(chat("/carol/login"))).expect(200);

        heals();
        oneSessionEach(List.of(alice, bob));
        SseClient toBob = following(at(lost, bob).stream());
        toBob.await(event -> event.event().equals("chatapi.chat") && event.json().getString("body").equals("here"));
    }

    private record Answer(int status, String text) {
    }

    /** What came of it; nothing where nobody answers. */
    private static Future<Answer> tries(ApiClient api, HttpMethod method, String uri, Buffer body) {
        return api.send(method, uri, body == null ? null : "application/json", body)
                .map(answer -> new Answer(answer.status(), answer.text()))
                .recover(failure -> failure instanceof AssertionError ? Future.failedFuture(failure)
                        : Future.succeededFuture(new Answer(0, failure.toString())));
    }

    private static Future<Answer> login(ParleyNode node, String user) {
        return tries(node.backEnd(), HttpMethod.POST, chat("/" + user + "/login"), null);
    }

    private static String message(Person to) {
        return chat("/messages/" + ApiClient.encoded(to.address()));
    }

    private static Buffer text(String body) {
        return new JsonObject().put("body", body).toBuffer();
    }

    private static String ask(ParleyNode node) {
        JsonObject question = new JsonObject().put("workgroup", WORKGROUP).put("question", "Who is there?").put("userID", "wanda");
        return patiently(() -> node.backEnd().post(V1 + "/ask", question)).expect(201).json().getString("id");
    }

    /** The queue knows that the expert is there; who comes later is not offered what others are offered already. */
    private static void isAvailable(Person expert) {
        Eventually.get(() -> patiently(() -> expert.api().get(chat("/assists"))).expect(200).json().getJsonArray("assists"),
                assists -> assists.stream().map(JsonObject.class::cast).anyMatch(assist -> assist.getBoolean("available")));
    }

    private static void offered(SseClient stream, String question) {
        stream.await(event -> event.event().equals("chatapi.assist") && event.json().getString("type").equals("offerReceived")
                && event.json().getString("id").equals(question));
    }

    private record Attempt(Person expert, String question) {
        Future<Answer> make() {
            return tries(expert.api(), HttpMethod.PUT, uri(), null);
        }

        String uri() {
            return chat("/assists/" + WORKGROUP + "/" + question);
        }
    }

    private static Attempt accept(Person expert, String question) {
        return new Attempt(expert, question);
    }

    private static List<Integer> inTheSameInstant(Attempt... attempts) {
        List<Future<Answer>> all = Stream.of(attempts).map(Attempt::make).toList();
        return all.stream().map(answer -> Await.await(answer).status).collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean areReady(ParleyNode... nodes) {
        return Stream.of(nodes).allMatch(ParleyNode::isReady);
    }

    private static void awaitReady(Duration most, ParleyNode... nodes) {
        long begin = System.nanoTime();
        while (!areReady(nodes)) {
            if (System.nanoTime() - begin > most.toNanos()) {
                throw new AssertionError("not ready within " + most + ": "
                        + Stream.of(nodes).filter(node -> !node.isReady()).map(node -> node.base() + "\n" + node.logText()).toList());
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private void heals() {
        cluster.heal();
        awaitReady(HEALED, lost, one, two);
        cluster.nodes().awaitMembers(3);
    }

    /** Whichever node is asked, it is the session of before; and the XMPP server knows of one. */
    private void oneSessionEach(List<Person> people) {
        for (Person person : people) {
            Set<String> found = Stream.of(lost, one, two)
                    .map(node -> patiently(() -> node.backEnd().post(chat("/" + person.user() + "/login"))).expect(200).text())
                    .collect(Collectors.toSet());
            assertEquals(Set.of(person.streamId()), found, person::user);
            try (NativeClient own = NativeClient.login(server, person.user())) {
                own.awaitPresence(presence -> presence.isAvailable() && presence.getFrom().toString().equals(person.jid()));
                own.settle();
                Set<String> more = own.presences().drain().stream().filter(Presence::isAvailable)
                        .map(presence -> presence.getFrom().toString())
                        .filter(from -> !from.equals(person.jid()) && !from.equals(own.jid().toString())).collect(Collectors.toSet());
                assertEquals(Set.of(), more);
            }
        }
    }

    /** One expert has been told so, the other never; and so it is afterwards. */
    private void onlyOneHasIt(String question, List<Integer> accepted, Attempt... attempts) {
        assertTrue(accepted.stream().filter(status -> status == 200).count() <= 1, accepted::toString);
        List<Integer> later = Stream.of(attempts)
                .map(attempt -> patiently(() -> attempt.expert().api().put(attempt.uri())).status()).sorted().toList();
        assertEquals(List.of(200, 409), later, question);
    }
}
