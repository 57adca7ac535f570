package io.parley.page;

import static io.parley.support.Person.chat;

import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Who plays in the page's stories, with accounts that no other test uses: alice and bob, who are contacts, and a stranger. */
final class Cast {
    static final String ALICE = "page-alice";
    static final String BOB = "page-bob";
    static final String STRANGER = "page-stranger";
    private static final List<String> ALL = List.of(ALICE, BOB, STRANGER);

    private final ParleyNode node;

    private Cast(ParleyNode node) {
        this.node = node;
    }

    /** Makes what is missing of the accounts and of the friendship between alice and bob. */
    static Cast assemble(ParleyNode node) {
        ALL.forEach(name -> node.server().register(name, name));
        Person alice = node.login(ALICE);
        Person bob = node.login(BOB);
        try (SseClient toAlice = alice.stream(); SseClient toBob = bob.stream()) {
            add(alice, bob);
            add(bob, alice);
            toAlice.await(event -> tellsThatHere(event.data(), bob));
            toBob.await(event -> tellsThatHere(event.data(), alice));
        } finally {
            alice.leave();
            bob.leave();
        }
        return new Cast(node);
    }

    String jid(String name) {
        return node.server().jid(name);
    }

    /** A second device, without a page. */
    Person elsewhere(String name) {
        return node.login(name);
    }

    /** Ends every session, so that the next story finds nobody. */
    void leave() {
        ALL.forEach(name -> node.backEnd().post(chat("/logoff?all=true&user=" + name)));
    }

    private static void add(Person one, Person other) {
        one.api().post(chat("/contacts"), new JsonObject().put("jid", other.address())).expect(201);
    }

    private static boolean tellsThatHere(String data, Person who) {
        JsonObject event = new JsonObject(data);
        return event.getString("from", "").startsWith(who.address() + "/") && "available".equals(event.getString("show"));
    }
}
