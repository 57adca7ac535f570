package io.parley.session.stanza;

import io.parley.bus.Done;
import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand.SendChatState;
import io.parley.bus.SessionCommand.SendMessage;
import io.parley.bus.SessionReply.Sent;
import io.parley.session.CommandTable;
import io.parley.session.EventData;
import io.parley.session.Family;
import io.parley.session.Hold;
import io.parley.session.Link;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Predicate;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.carbons.packet.CarbonExtension;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jxmpp.jid.Jid;

/** One-to-one messages, chat states (XEP-0085), copies of what the user's other devices send and receive (XEP-0280), and refusals. */
public final class Chats implements Family {
    private final Link link;
    private final Sending sending;
    private final Outbox outbox;
    private final Seen seen;
    private final Predicate<Jid> isRoom;
    private final Hold hold = new Hold();
    private String lastArchived;

    /** @param isRoom whether the user is in a room with this address */
    public Chats(Link link, Sending sending, Outbox outbox, Seen seen, Predicate<Jid> isRoom) {
        this.link = link;
        this.sending = sending;
        this.outbox = outbox;
        this.seen = seen;
        this.isRoom = isRoom;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(SendMessage.class, this::send);
        table.on(SendChatState.class, this::sendState);
    }

    private Future<Sent> send(SendMessage asked) {
        Payloads.requireSomething(asked.payload());
        Message message = new Message(addressee(asked.to()), Message.Type.chat);
        Payloads.write(asked.payload(), message);
        return sending.send(message, asked.key()).onSuccess(sent -> {
            message.setStanzaId(sent.id());
            message.setFrom(link.self());
            tellCopy(message, null);
        });
    }

    private Future<Done> sendState(SendChatState asked) {
        Jid to = addressee(asked.to());
        Message message = new Message(to, isRoom.test(to) ? Message.Type.groupchat : Message.Type.chat);
        message.addExtension(new ChatStateExtension(ChatState.valueOf(asked.state())));
        link.send(message);
        return Future.succeededFuture(new Done());
    }

    private Jid addressee(String to) {
        return Addressee.of(to, link.account().asDomainBareJid());
    }

    @Override
    public boolean take(Stanza stanza) {
        if (!(stanza instanceof Message message)) {
            return false;
        }
        CarbonExtension carbon = CarbonExtension.from(message);
        if (carbon != null) {
            copied(message, carbon);
        } else if (message.getType() == Message.Type.error) {
            refused(message);
        } else if (!hold.keeps(message)) {
            received(message);
        }
        return true;
    }

    /** From here on messages wait, until the gap before them is filled. */
    public void hold() {
        hold.close();
    }

    public void release() {
        hold.open().forEach(this::received);
    }

    /** Only the user's own account may say what other devices did: anybody else would be putting words into mouths (CVE-2017-5589). */
    private void copied(Message carrier, CarbonExtension carbon) {
        if (!link.account().equals(carrier.getFrom())) {
            return;
        }
        Message copy = carbon.getForwarded().getForwardedStanza();
        if (carbon.getDirection() == CarbonExtension.Direction.sent) {
            tellCopy(copy, Stanzas.stanzaId(copy, link.account()));
        } else {
            received(copy);
        }
    }

    private void tellCopy(Message message, String stanzaId) {
        Payloads.read(message).ifPresent(said -> tell(message, said, stanzaId, true));
    }

    /** @return whether it was news */
    private boolean tell(Message message, Payload said, String stanzaId, boolean sent) {
        if (said.body() == null) {
            EventData.Notify data = ChatReader.notification(message, said, link.now(), sent);
            return seen.isNew(data) && emit(EventData.NOTIFY, data);
        }
        EventData.Message data = ChatReader.message(message, said, stanzaId, link.now(), sent);
        return seen.isNew(data) && emit(EventData.CHAT, data);
    }

    private boolean emit(String channel, Object data) {
        link.emit(channel, data);
        return true;
    }

    private void received(Message message) {
        if (message.getTo() == null) {
            message.setTo(link.self()); // who it was delivered to: Prosody names nobody in what users tell themselves
        }
        String stanzaId = Stanzas.stanzaId(message, link.account());
        if (stanzaId != null) {
            lastArchived = stanzaId;
        }
        Payloads.read(message).ifPresentOrElse(said -> tell(message, said, stanzaId, false), () -> receivedState(message));
    }

    private void receivedState(Message message) {
        ChatReader.state("chat", message).ifPresent(data -> link.emit(EventData.CHAT, data));
    }

    private void refused(Message message) {
        StanzaError error = message.getError();
        String condition = error == null ? "undefined-condition" : error.getCondition().toString();
        String text = error == null ? null : error.getDescriptiveText("en");
        boolean awaited = message.getStanzaId() != null && outbox.refuse(message.getStanzaId(),
                Problem.refused(condition, text == null ? "The message was refused: " + condition + "." : text));
        if (!awaited) {
            link.emit(EventData.ERROR, new EventData.Failed("error", message.getStanzaId(), String.valueOf(message.getFrom()),
                    condition, text));
        }
    }

    /**
     * A message that an archive knows, and this session may not have been told; {@code archiveId} is its id there.
     *
     * @return whether it was news
     */
    boolean archived(Message message, String archiveId, Instant time) {
        lastArchived = archiveId;
        boolean own = message.getFrom() != null && link.account().isParentOf(message.getFrom());
        if (own && outbox.holds(message.getStanzaId())) {
            // ejabberd archives for the sender before it hands the message on: it is not safe yet, and goes out again under its id
            return false;
        }
        Stanzas.delayed(message, time);
        return Payloads.read(message).filter(said -> tell(message, said, archiveId, own)).isPresent();
    }

    /** The archive's id of the newest message known; null before the first. */
    String lastArchived() {
        return lastArchived;
    }

    void lastArchived(String archiveId) {
        lastArchived = archiveId;
    }
}
