package io.parley.page;


import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is there, who asks, and where people meet. */
@WithParley
@ExtendWith(BrowsersExtension.class)
@Tag("once")
class PagePeopleIT extends PageStories {
    PagePeopleIT(ParleyNode node, Browsers browsers) {
        super(node, browsers);
    }

    @Test
    void presenceIsSeenByContacts() {
        ChatPage alice = desktop().logInAs(ALICE);
        ChatPage bob = desktop().logInAs(BOB);

        bob.showMeAs("dnd", "writing");
        alice.sees(jid(BOB), "dnd");
        alice.reload().connected().sees(jid(BOB), "dnd");
        bob.showMeAs("available", "");
        alice.sees(jid(BOB), "available");
    }

    @Test
    void aStrangerAsksAndIsApproved() {
        ChatPage stranger = desktop().logInAs(STRANGER);
        ChatPage alice = desktop().logInAs(ALICE);

        stranger.addContact(ALICE).sees(jid(ALICE), "offline");
        alice.reload().connected().approve(jid(STRANGER)).sees(jid(STRANGER), "available");
        stranger.sees(jid(ALICE), "available");

        alice.removeContact(jid(STRANGER));
        stranger.removeContact(jid(ALICE));
    }

    @Test
    void peopleMeetInARoom() {
        String room = "r" + UUID.randomUUID();
        ChatPage alice = desktop().logInAs(ALICE).joinRoom(room).occupants(1);
        ChatPage bob = desktop().logInAs(BOB);

        alice.invite(BOB);
        bob.reload().connected().acceptInvitation(room).occupants(2);
        alice.occupants(2).send(topic + ": welcome");
        bob.shows(topic, List.of(topic + ": welcome")).send(topic + ": thanks");
        List<String> all = List.of(topic + ": welcome", topic + ": thanks");
        alice.shows(topic, all);

        alice.reload().connected().shows(topic, all).occupants(2);
        bob.leaveRoom();
        alice.occupants(1);
    }
}
