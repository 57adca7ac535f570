package io.parley.fastpath.component;

import io.parley.bus.Payload;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.session.stanza.Payloads;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.json.packet.JsonPacketExtension;

/** Messages: what people say, in the form that sessions use too, chat states (XEP-0085), and invitations (XEP-0045, section 7.8.2). */
final class Words {
    private Words() {
    }

    /** @throws io.parley.bus.ProblemException 400 when there is nothing to say; 422 when XML cannot carry it */
    static Element said(String id, String from, String room, Payload payload) {
        Payloads.requireSomething(payload);
        Message carrier = StanzaBuilder.buildMessage().build();
        Payloads.write(payload, carrier);
        Element message = Element.stanza("message", "groupchat", id, from, room).withChild("body", carrier.getBody());
        JsonPacketExtension json = JsonPacketExtension.from(carrier);
        return json == null ? message : message.with(Element.of("json", Namespaces.JSON).withText(json.getJson()));
    }

    /** What a message carries; empty when it has neither body nor data. */
    static Optional<Payload> payload(Element message) {
        Message carrier = StanzaBuilder.buildMessage().build();
        message.child("body").map(Element::text).ifPresent(carrier::setBody);
        json(message).map(JsonPacketExtension::new).ifPresent(carrier::addExtension);
        return Payloads.read(carrier);
    }

    private static Optional<String> json(Element message) {
        return message.child("json", Namespaces.JSON).map(Element::text).or(() -> message.child("properties", Namespaces.PROPERTIES)
                .flatMap(properties -> properties.all("property")
                        .filter(property -> property.child("name").map(Element::text).orElse("").equals("data")).findFirst())
                .flatMap(property -> property.child("value")).map(Element::text));
    }

    static Element state(String id, String from, String room, String state) {
        return Element.stanza("message", "groupchat", id, from, room).with(Element.of(state, Namespaces.CHAT_STATES));
    }

    static Optional<String> state(Element message) {
        return message.children().stream().filter(child -> child.namespace().equals(Namespaces.CHAT_STATES)).findFirst().map(Element::name);
    }

    /** The room passes it on; Fastpath's own children tell a client of old which request it is about. */
    static Element invitation(String id, LiveRoom room, String to, String reason) {
        Room of = room.room();
        Element invite = Element.of("invite", Namespaces.MUC_USER).with("to", to).withChild("reason", reason);
        return Element.stanza("message", null, id, room.keeper(), room.address())
                .with(Element.of("x", Namespaces.MUC_USER).with(invite))
                .with(Element.of("offer", Namespaces.WORKGROUP).with("jid", to))
                .with(Element.of("session", Namespaces.WORKGROUP_SESSION).with("workgroup", room.keeper()).with("id", of.request()));
    }
}
