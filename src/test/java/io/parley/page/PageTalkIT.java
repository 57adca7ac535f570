package io.parley.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people talk, whatever happens to their network, their tabs and their texts. */
@WithParley
@ExtendWith(BrowsersExtension.class)
@Tag("once")
class PageTalkIT extends PageStories {
    PageTalkIT(ParleyNode node, Browsers browsers) {
        super(node, browsers);
    }

    @Test
    void twoPeopleTalk() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);

        alice.send(topic + ": hello bob");
        bob.shows(topic, List.of(topic + ": hello bob"));
        bob.send(topic + ": hello alice");

        List<String> all = List.of(topic + ": hello bob", topic + ": hello alice");
        alice.shows(topic, all);
        bob.shows(topic, all);
    }

    @Test
    void onesTypingShowsWhileItLasts() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);

        alice.startTyping("hm");
        bob.until(bob::typingHint, hint -> hint.contains("typing"));
        alice.send(topic);
        bob.shows(topic, List.of(topic));
        bob.until(bob::typingHint, String::isEmpty);
    }

    @Test
    void whatCameWhileOneLookedElsewhereIsCounted() {
        ChatPage bob = desktop().logInAs(BOB);
        ChatPage alice = talking(ALICE, BOB);
        bob.openConversationWith(jid(ALICE)).section("people");

        alice.send(topic + " 1").send(topic + " 2");
        bob.unread(jid(ALICE), 2);
        bob.until(bob::title, "(2) Parley"::equals);
        bob.reload().connected().unread(jid(ALICE), 2);
        bob.choose(jid(ALICE)).shows(topic, List.of(topic + " 1", topic + " 2"));
        bob.until(bob::title, "Parley"::equals);
    }

    @Test
    void aReloadLosesAndDoublesNothing() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);
        alice.send(topic + " before");
        bob.shows(topic, List.of(topic + " before")).send(topic + " answer").shows(topic, List.of(topic + " before", topic + " answer"));

        bob.leave();
        alice.send(topic + " meanwhile 1").send(topic + " meanwhile 2");
        List<String> all = List.of(topic + " before", topic + " answer", topic + " meanwhile 1", topic + " meanwhile 2");
        alice.shows(topic, all);

        bob.open().connected().openConversationWith(jid(ALICE)).shows(topic, all);
        bob.reload().connected().inConversation(jid(ALICE)).shows(topic, all);
    }

    @Test
    void aLostNetworkLosesAndDoublesNothing() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);

        bob.goOffline();
        alice.send(topic + " 1: are you there?").shows(topic, List.of(topic + " 1: are you there?"));
        bob.send(topic + " 2: in a tunnel").send(topic + " 3: out of it");
        bob.message(topic + " 2: in a tunnel", "waiting");

        bob.goOnline().connected();
        List<String> all = List.of(topic + " 1: are you there?", topic + " 2: in a tunnel", topic + " 3: out of it");
        alice.shows(topic, all);
        bob.shows(topic, all);
    }

    @Test
    void whatWaitsForTheNetworkSurvivesAReload() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);

        bob.goOffline().send(topic + " 1").send(topic + " 2").message(topic + " 1", "waiting");
        bob.goOnline().leave().open().connected().openConversationWith(jid(ALICE));

        alice.shows(topic, List.of(topic + " 1", topic + " 2"));
        bob.shows(topic, List.of(topic + " 1", topic + " 2"));
    }

    @Test
    void aLostAnswerDoesNotSendTwice() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);

        alice.loseTheNextAnswer().send(topic + " once").shows(topic, List.of(topic + " once"));
        alice.send(topic + " then").shows(topic, List.of(topic + " once", topic + " then"));
        bob.shows(topic, List.of(topic + " once", topic + " then"));
    }

    @Test
    void twoTabsOfOnePersonSayTheSame() {
        ChatPage bob = talking(BOB, ALICE);
        ChatPage here = talking(ALICE, BOB);
        ChatPage there = talking(ALICE, BOB);

        here.send(topic + " from here").shows(topic, List.of(topic + " from here"));
        there.shows(topic, List.of(topic + " from here")).send(topic + " from there");

        List<String> all = List.of(topic + " from here", topic + " from there");
        here.shows(topic, all);
        there.shows(topic, all);
        bob.shows(topic, all);
    }

    @Test
    void anythingThatCanBeWrittenArrivesAsItIs() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);
        List<String> bodies = Stream.of(
                "</script><script>document.title = 'taken'</script>",
                "<img src=x onerror=\"document.title = 'taken'\"> & <b>bold</b> &amp;",
                "\"quotes\", 'more', \\backslashes\\ and {\"body\": \"json\", \"n\": [1, null]}",
                "lines\n\n  indented\n\tand a tab\ndata: id: event: chatapi.closed",
                "🧑‍🚀 🇪🇺 é e\u0301 \u202eright to left\u202c 漢字 \u2028 \uFFFD",
                "javascript:alert(1) http://example.org/?q=<x>&y=\"z\"",
                "a long one: " + "0123456789abcdef".repeat(6_400)).map(body -> topic + " " + body).collect(Collectors.toList());
        bodies.add("{\"body\": \"a message that is a JSON object\", \"about\": \"" + topic + "\"}");

        bodies.forEach(alice::send);
        alice.shows(topic, bodies);
        bob.shows(topic, bodies);
        bob.reload().connected().inConversation(jid(ALICE)).shows(topic, bodies);
        assertEquals("Parley", bob.title());
    }

    @Test
    void whatXmlCannotCarryIsRefusedAndSaidSo() {
        ChatPage alice = talking(ALICE, BOB);
        String bell = topic + " \u0007";

        alice.send(bell).message(bell, "failed");
        assertTrue(alice.reason(bell).startsWith("not sent: "), alice.reason(bell));
        alice.send(topic + " good").message(topic + " good", "sent"); // one refusal does not hold up the next
        alice.discard(bell).shows(topic, List.of(topic + " good"));
    }

    @Test
    void olderMessagesComePageByPage() {
        ChatPage alice = talking(ALICE, BOB);
        List<String> all = IntStream.rangeClosed(1, 60).mapToObj(n -> topic + " " + n).toList();
        all.forEach(alice::send);
        alice.shows(topic, all);

        alice.reload().connected().inConversation(jid(BOB));
        assertEquals(all.subList(10, 60), alice.messagesAbout(topic));
        assertTrue(alice.hasOlder());
        alice.loadOlder();
        assertEquals(all, alice.messagesAbout(topic));
    }
}
