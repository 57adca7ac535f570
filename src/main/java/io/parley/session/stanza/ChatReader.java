package io.parley.session.stanza;

import io.parley.bus.Payload;
import io.parley.session.EventData;
import java.time.Instant;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;

/** Turns message stanzas into the data of events. */
public final class ChatReader {
    private ChatReader() {
    }

    /** A one-to-one message with a body. */
    static EventData.Message message(Message stanza, Payload said, String stanzaId, Instant now, boolean sent) {
        return message("chat", stanza, said, stanzaId, now, sent);
    }

    /** What a room reflects: with a body, or with data alone. */
    public static Optional<EventData.Message> roomMessage(Message stanza, String stanzaId, Instant now) {
        return Payloads.read(stanza).map(payload -> message("groupchat", stanza, payload, stanzaId, now, false));
    }

    /** A message of data alone. */
    static EventData.Notify notification(Message stanza, Payload said, Instant now, boolean sent) {
        return new EventData.Notify("notify", stanza.getStanzaId(), text(stanza.getFrom()), text(stanza.getTo()), said.data(),
                timestamp(stanza, now), delayed(stanza), sent ? true : null);
    }

    /** What its sender is doing; empty in one that comes late, which says what somebody was doing then. */
    public static Optional<EventData.ChatState> state(String type, Message stanza) {
        ChatStateExtension state = (ChatStateExtension) stanza.getExtension(ChatStateExtension.NAMESPACE);
        return state == null || Stanzas.delay(stanza).isPresent() ? Optional.empty()
                : Optional.of(new EventData.ChatState(type, text(stanza.getFrom()), text(stanza.getTo()), state.getChatState().name()));
    }

    private static EventData.Message message(String type, Message stanza, Payload payload, String stanzaId, Instant now, boolean sent) {
        return new EventData.Message(type, stanza.getStanzaId(), stanzaId, text(stanza.getFrom()), text(stanza.getTo()), payload.body(),
                payload.data(), timestamp(stanza, now), delayed(stanza), sent ? true : null);
    }

    private static String timestamp(Message stanza, Instant now) {
        return Stanzas.delay(stanza).orElse(now).toString();
    }

    private static Boolean delayed(Message stanza) {
        return Stanzas.delay(stanza).isPresent() ? true : null;
    }

    private static String text(Object jid) {
        return jid == null ? null : jid.toString();
    }
}
