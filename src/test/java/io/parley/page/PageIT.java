package io.parley.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.id;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** People with browsers: what the page promises, told as what happens to them. */
class PageIT {
    private static final String SITE = Objects.requireNonNull(System.getProperty("parley.page.url"), "parley.page.url: where Parley runs");
    private static final String ALICE = "alice@localhost";
    private static final String BOB = "bob@localhost";
    private static final String VISITOR = "visitor@localhost";

    private final List<ChatPage> pages = new ArrayList<>();
    private String topic;

    /** Accounts are used by many tests: each knows its own messages by a topic that no other has. */
    @BeforeEach
    void chooseTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName() + " " + UUID.randomUUID();
    }

    @AfterEach
    void nobodyComplained() {
        try {
            pages.forEach(page -> assertEquals(List.of(), page.browser().complaints()));
        } finally {
            pages.forEach(page -> page.browser().close());
        }
    }

    @Test
    void twoPeopleTalk() {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);

        alice.send(topic + ": hello bob");
        bob.shows(topic, List.of(topic + ": hello bob"));
        bob.send(topic + ": hello alice");

        List<String> all = List.of(topic + ": hello bob", topic + ": hello alice");
        alice.shows(topic, all);
        bob.shows(topic, all);
    }

    @Test
    void onesTypingShowsWhileItLasts() {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);

        alice.startTyping("hm");
        bob.until(bob::typingHint, hint -> hint.contains("typing"));
        alice.send(topic);
        bob.shows(topic, List.of(topic));
        bob.until(bob::typingHint, String::isEmpty);
    }

    @Test
    void whatCameWhileOneLookedElsewhereIsCounted() {
        ChatPage bob = desktop().logInAs("bob");
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        bob.openConversationWith(ALICE).section("people");

        alice.send(topic + " 1").send(topic + " 2");
        bob.unread(ALICE, 2);
        bob.until(bob::title, "(2) Parley"::equals);
        bob.reload().connected().unread(ALICE, 2);
        bob.choose(ALICE).shows(topic, List.of(topic + " 1", topic + " 2"));
        bob.until(bob::title, "Parley"::equals);
    }

    @Test
    void aReloadLosesAndDoublesNothing() {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);
        alice.send(topic + " before");
        bob.shows(topic, List.of(topic + " before")).send(topic + " answer").shows(topic, List.of(topic + " before", topic + " answer"));

        bob.leave();
        alice.send(topic + " meanwhile 1").send(topic + " meanwhile 2");
        List<String> all = List.of(topic + " before", topic + " answer", topic + " meanwhile 1", topic + " meanwhile 2");
        alice.shows(topic, all);

        bob.open().connected().openConversationWith(ALICE).shows(topic, all);
        bob.reload().connected().inConversation(ALICE).shows(topic, all);
    }

    @Test
    void aLostNetworkLosesAndDoublesNothing() {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);

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
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);

        bob.goOffline().send(topic + " 1").send(topic + " 2").message(topic + " 1", "waiting");
        bob.goOnline().leave().open().connected().openConversationWith(ALICE);

        alice.shows(topic, List.of(topic + " 1", topic + " 2"));
        bob.shows(topic, List.of(topic + " 1", topic + " 2"));
    }

    @Test
    void aLostAnswerDoesNotSendTwice() {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);

        alice.loseTheNextAnswer().send(topic + " once").shows(topic, List.of(topic + " once"));
        alice.send(topic + " then").shows(topic, List.of(topic + " once", topic + " then"));
        bob.shows(topic, List.of(topic + " once", topic + " then"));
    }

    @Test
    void twoTabsOfOnePersonSayTheSame() {
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);
        ChatPage here = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage there = desktop().logInAs("alice").openConversationWith(BOB);

        here.send(topic + " from here").shows(topic, List.of(topic + " from here"));
        there.shows(topic, List.of(topic + " from here")).send(topic + " from there");

        List<String> all = List.of(topic + " from here", topic + " from there");
        here.shows(topic, all);
        there.shows(topic, all);
        bob.shows(topic, all);
    }

    static Stream<Supplier<String>> hostileBodies() {
        return Stream.of(
                () -> "</script><script>document.title = 'taken'</script>",
                () -> "<img src=x onerror=\"document.title = 'taken'\"> & <b>bold</b> &amp;",
                () -> "\"quotes\", 'more', \\backslashes\\ and {\"body\": \"json\", \"n\": [1, null]}",
                () -> "{\"body\": \"a message that is a JSON object\"}",
                () -> "lines\n\n  indented\n\tand a tab\ndata: id: event: chatapi.closed",
                () -> "🧑‍🚀 🇪🇺 é e\u0301 \u202eright to left\u202c 漢字 \u2028 \uFFFD",
                () -> "javascript:alert(1) http://example.org/?q=<x>&y=\"z\"",
                () -> "a long one: " + "0123456789abcdef".repeat(6_400));
    }

    @ParameterizedTest
    @MethodSource("hostileBodies")
    void anythingThatCanBeWrittenArrivesAsItIs(Supplier<String> text) {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);
        String body = topic + " " + text.get();

        alice.send(body).shows(topic, List.of(body));
        bob.shows(topic, List.of(body));
        bob.reload().connected().inConversation(ALICE).shows(topic, List.of(body));
        assertEquals("Parley", bob.title());
    }

    @Test
    void whatXmlCannotCarryIsRefusedAndSaidSo() {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        String bell = topic + " \u0007";

        alice.send(bell).message(bell, "failed");
        assertTrue(alice.reason(bell).startsWith("not sent: "), alice.reason(bell));
        alice.send(topic + " good").message(topic + " good", "sent"); // one refusal does not hold up the next
        alice.discard(bell).shows(topic, List.of(topic + " good"));
    }

    @Test
    void olderMessagesComePageByPage() {
        ChatPage alice = desktop().logInAs("alice").openConversationWith(BOB);
        List<String> all = IntStream.rangeClosed(1, 60).mapToObj(n -> topic + " " + n).toList();
        all.forEach(alice::send);
        alice.shows(topic, all);

        alice.reload().connected().inConversation(BOB);
        assertEquals(all.subList(10, 60), alice.messagesAbout(topic));
        assertTrue(alice.hasOlder());
        alice.loadOlder();
        assertEquals(all, alice.messagesAbout(topic));
    }

    @Test
    void presenceIsSeenByContacts() {
        ChatPage alice = desktop().logInAs("alice");
        ChatPage bob = desktop().logInAs("bob");

        bob.showMeAs("dnd", "writing");
        alice.sees(BOB, "dnd");
        alice.reload().connected().sees(BOB, "dnd");
        bob.showMeAs("available", "");
        alice.sees(BOB, "available");
    }

    @Test
    void aStrangerAsksAndIsApproved() {
        ChatPage visitor = desktop().logInAs("visitor");
        ChatPage alice = desktop().logInAs("alice");

        visitor.addContact("alice").sees(ALICE, "offline");
        alice.reload().connected().approve(VISITOR).sees(VISITOR, "available");
        visitor.sees(ALICE, "available");

        alice.removeContact(VISITOR);
        visitor.removeContact(ALICE);
    }

    @Test
    void peopleMeetInARoom() {
        String room = "r" + UUID.randomUUID();
        ChatPage alice = desktop().logInAs("alice").joinRoom(room).occupants(1);
        ChatPage bob = desktop().logInAs("bob");

        alice.invite("bob");
        bob.reload().connected().acceptInvitation(room).occupants(2);
        alice.occupants(2).send(topic + ": welcome");
        bob.shows(topic, List.of(topic + ": welcome")).send(topic + ": thanks");
        List<String> all = List.of(topic + ": welcome", topic + ": thanks");
        alice.shows(topic, all);

        alice.reload().connected().shows(topic, all).occupants(2);
        bob.leaveRoom();
        alice.occupants(1);
    }

    @Test
    void aWrongPasswordIsSaidAndTheRightOneWorks() {
        ChatPage alice = desktop().logIn("alice", "not this");
        assertTrue(alice.loginError().contains("do not fit"), alice.loginError());

        alice.logInAs("alice").logOff();
        alice.reload().atLogin();
    }

    @Test
    void theEventLogShowsTheStream() {
        ChatPage alice = desktop().logInAs("alice");
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);
        alice.section("events");

        bob.send(topic);
        alice.until(alice::eventChannels, channels -> channels.contains("chatapi.chat"));
    }

    @Test
    void theKeyboardIsEnough() {
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);
        ChatPage alice = desktop().open().atLogin();

        alice.tabTo(id("username")).press("alice", Keys.TAB, "alice", Keys.ENTER).connected();
        alice.sees(BOB, "available").tabTo(cssSelector("#contacts [data-jid='" + BOB + "'] a")).press(Keys.ENTER).inConversation(BOB);
        assertTrue(alice.hasFocus(id("composer")));
        alice.press(topic, Keys.ENTER);
        bob.shows(topic, List.of(topic));
        alice.shows(topic, List.of(topic)).press(Keys.ESCAPE);
        assertTrue(alice.hasFocus(cssSelector("#contacts [data-jid='" + BOB + "'] a")));
    }

    @Test
    void aPhoneShowsOneThingAtATime() {
        ChatPage bob = desktop().logInAs("bob").openConversationWith(ALICE);
        ChatPage alice = page(Browser.phone()).logInAs("alice").sees(BOB, "available");
        assertEquals(0, alice.overflow());

        alice.choose(BOB);
        assertFalse(alice.isShown(id("contacts")));
        alice.send(topic + " " + "w".repeat(300));
        bob.shows(topic, List.of(topic + " " + "w".repeat(300)));
        assertEquals(0, alice.overflow());
        alice.back();
        assertTrue(alice.isShown(id("contacts")));
        assertFalse(alice.isShown(id("composer")));
        List.of("rooms", "events", "people").forEach(section -> assertEquals(0, alice.section(section).overflow(), section));
    }

    private ChatPage desktop() {
        return page(Browser.desktop());
    }

    private ChatPage page(Browser browser) {
        ChatPage page = new ChatPage(browser, SITE);
        pages.add(page);
        return page;
    }
}
