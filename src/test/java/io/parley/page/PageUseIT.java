package io.parley.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openqa.selenium.By.cssSelector;
import static org.openqa.selenium.By.id;

import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Logging in, the keyboard, a narrow screen, and what a developer looks at. */
@WithParley
@ExtendWith(BrowsersExtension.class)
@Tag("once")
class PageUseIT extends PageStories {
    PageUseIT(ParleyNode node, Browsers browsers) {
        super(node, browsers);
    }

    @Test
    void aWrongPasswordIsSaidAndTheRightOneWorks() {
        ChatPage alice = desktop().logIn(ALICE, "not this");
        assertTrue(alice.loginError().contains("do not fit"), alice.loginError());

        alice.logInAs(ALICE).logOff();
        alice.reload().atLogin();
    }

    @Test
    void whoIsLoggedOffElsewhereIsToldSo() {
        ChatPage alice = talking(ALICE, BOB);
        alice.goOffline().send(topic).message(topic, "waiting");

        cast().leave();
        alice.goOnline().atLogin();
        assertEquals("The login has ended. What waits to be sent is kept until you log in again.", alice.loginReason());
        alice.fillIn(ALICE, ALICE).connected().shows(topic, List.of(topic));

        cast().leave();
        alice.atLogin();
        assertEquals("You have logged off elsewhere.", alice.loginReason());
    }

    @Test
    void theDocumentationShowsTheContract() {
        ChatPage reader = desktop();
        reader.browser().driver().get(base() + "/docs/");
        reader.until(() -> reader.isShown(cssSelector(".opblock-summary-path")));
    }

    @Test
    void theEventLogShowsTheStream() {
        ChatPage alice = desktop().logInAs(ALICE);
        ChatPage bob = talking(BOB, ALICE);
        alice.section("events");

        bob.send(topic);
        alice.until(alice::eventChannels, channels -> channels.contains("chatapi.chat"));
    }

    @Test
    void theKeyboardIsEnough() {
        ChatPage bob = talking(BOB, ALICE);
        ChatPage alice = desktop().open().atLogin();

        alice.tabTo(id("username")).press(ALICE, Keys.TAB, ALICE, Keys.ENTER).connected();
        alice.sees(jid(BOB), "available").tabTo(cssSelector("#contacts [data-jid='" + jid(BOB) + "'] a")).press(Keys.ENTER).inConversation(jid(BOB));
        assertTrue(alice.hasFocus(id("composer")));
        alice.press(topic, Keys.ENTER);
        bob.shows(topic, List.of(topic));
        alice.shows(topic, List.of(topic)).press(Keys.ESCAPE);
        assertTrue(alice.hasFocus(cssSelector("#contacts [data-jid='" + jid(BOB) + "'] a")));
    }

    @Test
    void aPhoneShowsOneThingAtATime() {
        ChatPage bob = talking(BOB, ALICE);
        ChatPage alice = phone().logInAs(ALICE).sees(jid(BOB), "available");
        assertEquals(0, alice.overflow());

        alice.choose(jid(BOB));
        assertFalse(alice.isShown(id("contacts")));
        alice.send(topic + " " + "w".repeat(300));
        bob.shows(topic, List.of(topic + " " + "w".repeat(300)));
        assertEquals(0, alice.overflow());
        alice.back();
        assertTrue(alice.isShown(id("contacts")));
        assertFalse(alice.isShown(id("composer")));
        List.of("rooms", "events", "people").forEach(section -> assertEquals(0, alice.section(section).overflow(), section));
    }
}
