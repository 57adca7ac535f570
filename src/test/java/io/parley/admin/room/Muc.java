package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** A native client in rooms that others have made. The nickname is the user's name. */
final class Muc {
    private interface Step<T> {
        T take() throws Exception;
    }

    private Muc() {
    }

    /** Enters a room that is there. */
    static MultiUserChat enter(NativeClient client, String room, String password) {
        return doing(() -> {
            MultiUserChat chat = MultiUserChatManager.getInstanceFor(client.connection()).getMultiUserChat(client.roomJid(room));
            Resourcepart nick = Resourcepart.from(client.jid().getLocalpart().toString());
            chat.join(chat.getEnterConfigurationBuilder(nick).withPassword(password).build());
            return chat;
        });
    }

    /** Why the client is not let in. */
    static String refusal(NativeClient client, String room, String password) {
        return assertThrows(IllegalStateException.class, () -> enter(client, room, password)).getMessage();
    }

    static void leave(MultiUserChat chat) {
        doing(() -> chat.leave());
    }

    static void say(MultiUserChat chat, String text) {
        doing(() -> {
            chat.sendMessage(text);
            return null;
        });
    }

    /** The client's own. Smack may return from entering before it has the occupant in its list. */
    static String affiliation(MultiUserChat chat) {
        EntityFullJid seat = JidCreate.entityFullFrom(chat.getRoom(), chat.getNickname());
        return Eventually.get(() -> chat.getOccupant(seat), Objects::nonNull).getAffiliation().toString();
    }

    /** What somebody is in a room, as its lists tell an owner. */
    static String affiliationOf(NativeClient owner, String room, String jid) {
        return doing(() -> {
            MultiUserChat chat = MultiUserChatManager.getInstanceFor(owner.connection()).getMultiUserChat(owner.roomJid(room));
            return Stream.of(chat.getOwners(), chat.getAdmins(), chat.getMembers(), chat.getOutcasts()).flatMap(List::stream)
                    .filter(one -> one.getJid().toString().equals(jid)).map(one -> one.getAffiliation().toString())
                    .findFirst().orElse("none");
        });
    }

    /** The reason of an invitation, empty for none; null for what is no invitation. */
    static String invitation(Message message) {
        MUCUser user = MUCUser.from(message);
        return user == null || user.getInvite() == null ? null : String.valueOf(user.getInvite().getReason());
    }

    private static <T> T doing(Step<T> step) {
        try {
            return step.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
