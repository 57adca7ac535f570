package io.parley.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.WithParley;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** An admin at the page: who may log in, who belongs together, where people meet. */
@WithParley
@ExtendWith(BrowsersExtension.class)
@Tag("once")
class PageAdminIT extends PageStories {
    private static final String ADMIN = "admin";

    private final String name = "p" + UUID.randomUUID().toString().substring(0, 8);

    PageAdminIT(ParleyNode node, Browsers browsers) {
        super(node, browsers);
    }

    @AfterEach
    void leave() {
        node().backEnd().post(Person.chat("/logoff?all=true&user=" + ADMIN));
    }

    private AdminPage admin() {
        return new AdminPage(desktop().logInAs(ADMIN)).open();
    }

    private void logsIn(String user, String password) {
        NativeClient.loginPlain(node().server(), user, password).close();
    }

    @Test
    void whoIsNoAdminSeesNoAdministration() {
        ChatPage alice = desktop().logInAs(ALICE);
        assertTrue(alice.browser().driver().findElements(By.cssSelector("#nav a[data-section='admin']")).isEmpty());
    }

    @Test
    void aUserIsMadeChangedLockedOutAndRemoved() {
        AdminPage page = admin().makeNew().fill("username", name).fill("name", "Pat <b>Page</b>").fill("password", "first").create("users/" + name);
        logsIn(name, "first");
        page.fill("email", "pat@example.org").fill("password", "second").save();
        logsIn(name, "second");
        page.search(name).lists("users/" + name).doesNotList("users/" + ALICE).choose("users/" + name)
                .holds("name", "Pat <b>Page</b>").holds("email", "pat@example.org").holds("password", "");
        page.deed("Lock out").told("is locked out");
        assertThrows(IllegalStateException.class, () -> logsIn(name, "second"));
        page.deed("Let in again").told("may log in");
        logsIn(name, "second");
        page.delete().doesNotList("users/" + name);
        assertThrows(IllegalStateException.class, () -> logsIn(name, "second"));
    }

    @Test
    void aGroupAndARoomAreMade() {
        AdminPage page = admin().resource("groups").makeNew().fill("name", name).fill("members", ALICE + "\n" + BOB).create("groups/" + name);
        page.fill("members", ALICE).save();
        assertEquals(ALICE, page.resource("groups").choose("groups/" + name).holds("name", name).field("members").split("@")[0]);
        page.delete().doesNotList("groups/" + name);

        page.resource("rooms").makeNew().fill("roomName", name).fill("naturalName", "Pat's room").tick("membersOnly").create("rooms/" + name);
        try (NativeClient stranger = NativeClient.login(node().server(), STRANGER)) {
            assertThrows(IllegalStateException.class, () -> stranger.join(name, "Nosy"));
        }
        page.resource("rooms").search(name).choose("rooms/" + name).holds("naturalName", "Pat's room").delete().doesNotList("rooms/" + name);
    }

    @Test
    void sessionsAreSeenAndEndedAndARefusalIsShown() {
        ChatPage bob = desktop().logInAs(BOB);
        AdminPage page = admin();
        page.search(BOB).choose("users/" + BOB).deed("End sessions").told("has no session any more");
        bob.atLogin();
        assertTrue(page.makeNew().fill("username", BOB).fill("password", "x").refused().contains("already"), page::refusal);
    }
}
