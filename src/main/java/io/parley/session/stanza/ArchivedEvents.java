package io.parley.session.stanza;

import io.parley.session.EventData;
import io.parley.xmpp.MessageArchive;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jxmpp.jid.BareJid;

/** An archive's messages as events, for a client that was away in another epoch. */
public final class ArchivedEvents {
    private final BareJid account;
    private final Seen seen;

    /** An event before it is encoded. */
    public record Read(String channel, Object data) {
    }

    /** @param seen what the log tells anyway */
    public ArchivedEvents(BareJid account, Seen seen) {
        this.account = account;
        this.seen = seen;
    }

    /** Empty for what is no message to be told, and for what the log has. */
    public Optional<Read> read(MessageArchive.Archived one) {
        Message message = Stanzas.delayed(one.message(), one.time());
        if (message.getType() == Message.Type.groupchat) {
            return ChatReader.roomMessage(message, one.id(), one.time()).filter(seen::isUnknown)
                    .map(data -> new Read(EventData.MUC, data));
        }
        boolean own = message.getFrom() != null && account.isParentOf(message.getFrom());
        return Payloads.read(message).flatMap(said -> said.body() == null
                ? Optional.of(new Read(EventData.NOTIFY, ChatReader.notification(message, said, one.time(), own)))
                : Optional.of(ChatReader.message(message, said, one.id(), one.time(), own)).filter(seen::isUnknown)
                        .map(data -> new Read(EventData.CHAT, data)));
    }
}
