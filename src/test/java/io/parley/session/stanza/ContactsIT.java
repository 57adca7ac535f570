package io.parley.session.stanza;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithParley;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rosters and subscriptions: between two on Parley, and between one on Parley and one with a client of their own. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactsIT {
    private final ParleyNode node;
    private final List<Person> here = new ArrayList<>();

    ContactsIT(ParleyNode node) {
        this.node = node;
    }

    @AfterEach
    void leave() {
        here.forEach(Person::leave);
        here.clear();
    }

    private String account(String name) {
        node.server().register(name, name);
        return name;
    }

    private Person login(String name) {
        Person person = node.login(name);
        here.add(person);
        return person;
    }

    private String jid(String name) {
        return node.server().jid(name);
    }

    private static Map<String, JsonObject> contacts(Person person) {
        JsonArray items = person.api().get(chat("/contacts")).expect(200).json().getJsonArray("rosterItem");
        return items.stream().map(JsonObject.class::cast)
                .collect(Collectors.toMap(item -> item.getString("jid"), item -> item));
    }

    /** The server answers the roster after the subscription changes that it told before. */
    private void assertSeeEachOther(Person one, Person other) {
        assertEquals(3, contacts(one).get(other.address()).getInteger("subscriptionType"));
        assertEquals(3, contacts(other).get(one.address()).getInteger("subscriptionType"));
    }

    private static boolean says(JsonObject event, String type, String from) {
        return type.equals(event.getString("type")) && event.getString("from").startsWith(from);
    }

    private static Predicate<SseEvent> presence(String type, String from) {
        return event -> event.event().equals("chatapi.presence") && says(event.json(), type, from);
    }

    private static Predicate<SseEvent> online(String from) {
        return event -> presence("presence", from).test(event) && !"offline".equals(event.json().getString("show"));
    }

    @Test
    void aRequestArrivesAndAddingWhoAskedApprovesIt() {
        Person ann = login(account("con-ann"));
        Person ben = login(account("con-ben"));
        try (SseClient annHears = ann.stream(); SseClient benHears = ben.stream()) {
            JsonObject given = new JsonObject().put("jid", ben.address()).put("nickname", "Ben <i>&</i>")
                    .put("groups", new JsonArray().add("friends").add("<g/>&\"'"));
            ann.api().post(chat("/contacts"), given).expect(201);
            JsonObject request = benHears.next(presence("subscribe", ann.address())).json();
            assertEquals(ann.address(), request.getString("from"));
            JsonObject waiting = contacts(ann).get(ben.address());
            assertEquals(0, waiting.getInteger("subscriptionType"));
            assertEquals(true, waiting.getBoolean("ask"));

            ben.api().post(ben.session("/contacts/con-ann")).expect(201);
            annHears.next(presence("subscribed", ben.address()));
            annHears.await(online(ben.address()));
            benHears.next(online(ann.address()));
            assertSeeEachOther(ann, ben);

            JsonObject kept = contacts(ann).get(ben.address());
            assertEquals("Ben <i>&</i>", kept.getString("nickname"));
            assertEquals(new JsonArray().add("<g/>&\"'").add("friends"), kept.getJsonArray("groups"));
            assertEquals("available", kept.getString("show"));
            assertNull(kept.getValue("ask"));
        }
    }

    @Test
    void whatIsNotGivenStaysAsItWas() {
        Person cleo = login(account("con-cleo"));
        account("con-dan");
        JsonArray groups = new JsonArray().add("a").add("b");
        cleo.api().post(chat("/contacts/con-dan"), new JsonObject().put("nickname", "Dan").put("groups", groups)).expect(201);
        cleo.api().put(chat("/contacts/con-dan"), new JsonObject().put("nickname", "Danny")).expect(200);
        assertEquals(groups, contacts(cleo).get(jid("con-dan")).getJsonArray("groups"));
        assertEquals("Danny", contacts(cleo).get(jid("con-dan")).getString("nickname"));

        cleo.api().post(chat("/contacts/con-dan")).expect(201);
        assertEquals(groups, contacts(cleo).get(jid("con-dan")).getJsonArray("groups"), "asking once more keeps the groups");

        cleo.api().put(cleo.session("/contacts/con-dan"), new JsonObject().put("groups", new JsonArray().add("c"))).expect(200);
        assertEquals(new JsonArray().add("c"), contacts(cleo).get(jid("con-dan")).getJsonArray("groups"));
        assertEquals("Danny", contacts(cleo).get(jid("con-dan")).getString("nickname"));

        cleo.api().delete(chat("/contacts/con-dan")).expect(200);
        assertTrue(contacts(cleo).isEmpty());
        assertEquals("unknown-contact", cleo.api().delete(chat("/contacts/con-dan")).expect(404).code());
        assertEquals("unknown-contact",
                cleo.api().put(chat("/contacts/con-dan"), new JsonObject().put("nickname", "x")).expect(404).code());
    }

    @Test
    void whatIsNoContactIsRefused() {
        Person eve = login(account("con-eve"));
        assertEquals("bad-contact", eve.api().post(chat("/contacts/con-eve")).expect(400).code());
        assertEquals("bad-contact", eve.api().post(chat("/contacts"), new JsonObject().put("jid", eve.jid())).expect(400).code());
        for (String bad : List.of("a@b@c@", "@localhost", "two words@localhost")) {
            assertEquals("bad-jid", eve.api().post(chat("/contacts"), new JsonObject().put("jid", bad)).expect(400).code(), bad);
            assertEquals("bad-jid", eve.api().delete(chat("/contacts/" + ApiClient.encoded(bad))).expect(400).code(), bad);
        }
        assertEquals(400, eve.api().post(chat("/contacts"), new JsonObject().put("nickname", "nobody")).status());
        assertTrue(contacts(eve).isEmpty());
    }

    @Test
    void deletingWhoAskedRefusesTheRequest() {
        Person fay = login(account("con-fay"));
        Person gus = login(account("con-gus"));
        try (SseClient fayHears = fay.stream(); SseClient gusHears = gus.stream()) {
            fay.api().post(chat("/contacts/con-gus")).expect(201);
            gusHears.next(presence("subscribe", fay.address()));
            gus.api().delete(chat("/contacts/con-fay")).expect(200);
            fayHears.next(presence("unsubscribed", gus.address()));
            assertNull(contacts(fay).get(gus.address()).getValue("ask"));
            assertEquals(404, gus.api().delete(chat("/contacts/con-fay")).status(), "the request is dealt with");
        }
    }

    @Test
    void twoWhoAddEachOtherAtOnceSeeEachOther() {
        Person hal = login(account("con-hal"));
        Person ida = login(account("con-ida"));
        try (SseClient halHears = hal.stream(); SseClient idaHears = ida.stream()) {
            var both = Future.all(
                    hal.api().send(HttpMethod.POST, chat("/contacts/con-ida"), null, null),
                    ida.api().send(HttpMethod.POST, chat("/contacts/con-hal"), null, null));
            Await.await(both);
            halHears.await(online(ida.address()));
            idaHears.await(online(hal.address()));
            assertSeeEachOther(hal, ida);
        }
    }

    @Test
    void whoIsAddedWhileAwayFindsTheRequestAndAnswersIt() {
        Person jim = login(account("con-jim"));
        account("con-kim");
        jim.api().post(chat("/contacts/con-kim")).expect(201);
        jim.leave();
        Person kim = login("con-kim");
        try (SseClient kimHears = kim.stream()) {
            kimHears.next(presence("subscribe", jim.address()));
            kim.api().post(chat("/contacts/con-jim")).expect(201);
            Person again = login("con-jim");
            try (SseClient jimHears = again.stream()) {
                jimHears.await(online(kim.address()));
                kimHears.await(online(jim.address()));
                assertSeeEachOther(again, kim);
            }
        }
    }

    @Test
    void aNativeClientThatAddsAndIsAddedSeesTheUserAndIsSeen() {
        Person lea = login(account("con-lea"));
        account("con-max");
        account("con-ned");
        try (SseClient leaHears = lea.stream(); NativeClient max = NativeClient.login(node.server(), "con-max");
                NativeClient ned = NativeClient.login(node.server(), "con-ned")) {
            max.befriend("con-lea");
            leaHears.next(presence("subscribe", jid("con-max")));
            lea.api().post(chat("/contacts/con-max")).expect(201);
            leaHears.await(online(jid("con-max")));
            max.awaitPresence(one -> one.getType() == Presence.Type.available && one.getFrom().toString().equals(lea.jid()));

            lea.api().post(chat("/contacts/con-ned")).expect(201);
            ned.awaitPresence(one -> one.getType() == Presence.Type.subscribe);
            ned.befriend("con-lea");
            ned.send(PresenceBuilder.buildPresence("s1").ofType(Presence.Type.subscribed).to(ned.userJid("con-lea")).build());
            ned.awaitPresence(one -> one.getType() == Presence.Type.available && one.getFrom().toString().equals(lea.jid()));
            leaHears.await(online(jid("con-ned")));
            assertEquals(3, contacts(lea).get(jid("con-max")).getInteger("subscriptionType"));
            assertEquals(3, contacts(lea).get(jid("con-ned")).getInteger("subscriptionType"));

            lea.api().delete(chat("/contacts/con-max")).expect(200);
            max.awaitPresence(one -> one.getType() == Presence.Type.unsubscribed);
        }
    }

    @Test
    void aNodeThatAcceptsAllApprovesAtOnce() {
        account("con-ola");
        account("con-pam");
        account("con-quin");
        try (ParleyNode open = ParleyNode.start(node.vertx(), node.server(), ParleyExtension.newDirectory(),
                Map.of("PARLEY_ROSTER_ACCEPT", "all"))) {
            Person ola = open.login("con-ola");
            Person pam = open.login("con-pam");
            try (NativeClient quin = NativeClient.login(node.server(), "con-quin"); SseClient olaHears = ola.stream();
                    SseClient pamHears = pam.stream()) {
                ola.api().post(chat("/contacts/con-pam")).expect(201);
                olaHears.await(online(pam.address()));
                pamHears.await(online(ola.address()));
                assertSeeEachOther(ola, pam);

                quin.send(PresenceBuilder.buildPresence("s1").ofType(Presence.Type.subscribe).to(quin.userJid("con-ola")).build());
                quin.awaitPresence(one -> one.getType() == Presence.Type.subscribed);
                quin.awaitPresence(one -> one.getType() == Presence.Type.available && one.getFrom().toString().equals(ola.jid()));
                assertTrue(olaHears.events().stream().noneMatch(presence("subscribe", jid("con-quin"))), "nobody had to be asked");
            }
            ola.leave();
            pam.leave();
        }
    }
}
