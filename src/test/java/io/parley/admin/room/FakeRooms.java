package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.xmpp.StanzaChannel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.packet.MUCAdmin;
import org.jivesoftware.smackx.muc.packet.MUCItem;
import org.jivesoftware.smackx.muc.packet.MUCOwner;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** A room service that answers at once, keeps what it is told, and refuses or leaves unanswered what a test says. */
public final class FakeRooms implements StanzaChannel {
    /** A room: temporary ones go with the last who is in them. */
    static final class Kept {
        final Map<String, MUCAffiliation> affiliations = new TreeMap<>();
        final List<Jid> inside = new ArrayList<>();
        RoomForm form = Forms.prosody();
        String subject;

        boolean persistent() {
            return form.flag("muc#roomconfig_persistentroom");
        }
    }

    final Map<String, Kept> rooms = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private Predicate<Stanza> refused = stanza -> false;
    private Predicate<Stanza> unanswered = stanza -> false;
    private boolean away;

    /** What fits is refused from now on: 422 {@code not-allowed}. */
    public void refuse(Predicate<Stanza> what) {
        refused = what;
    }

    /** What fits is neither done nor answered. */
    void ignore(Predicate<Stanza> what) {
        unanswered = what;
    }

    /** The whole service: what a server says in its stead. */
    void away(boolean now) {
        away = now;
    }

    void lose() {
        listeners.forEach(listener -> listener.lost(Problem.unavailable("xmpp-away", "Away.", 1)));
    }

    public static boolean gives(Stanza stanza, String affiliation) {
        return stanza instanceof MUCAdmin admin && admin.getType() == IQ.Type.set
                && admin.getItems().get(0).getAffiliation().toString().equals(affiliation);
    }

    /** By bare JID: what the room knows of whom. */
    public Map<String, MUCAffiliation> affiliations(String name) {
        return room(name).affiliations;
    }

    Kept room(String name) {
        return rooms.get(name + "@conference.example.org");
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public Future<IQ> request(IQ request) {
        if (away) {
            return Future.failedFuture(Problem.refused("service-unavailable", "The service is away.").exception());
        }
        if (refused.test(request)) {
            return Future.failedFuture(Problem.refused("not-allowed", "Refused by the test.").exception());
        }
        Kept room = rooms.get(request.getTo().toString());
        return room == null ? Future.failedFuture(Problem.refused("item-not-found", "No such room.").exception())
                : Future.succeededFuture(answer(request, room));
    }

    private IQ answer(IQ request, Kept room) {
        if (request instanceof MUCOwner owner) {
            return owner(owner, room);
        } else if (request instanceof MUCAdmin admin) {
            return admin(admin, room);
        }
        return new DiscoverInfo();
    }

    private IQ owner(MUCOwner owner, Kept room) {
        DataForm submitted = DataForm.from(owner);
        if (owner.getDestroy() != null) {
            rooms.remove(owner.getTo().toString());
            List.copyOf(room.inside).forEach(seat -> told(presence(Presence.Type.unavailable, seat, 0)));
        } else if (submitted != null) {
            Map<String, List<String>> written = new LinkedHashMap<>();
            submitted.getFields().stream().filter(field -> !field.getFieldName().equals("FORM_TYPE"))
                    .forEach(field -> written.put(field.getFieldName(), values(field)));
            room.form = Forms.after(room.form, written);
        }
        MUCOwner answer = new MUCOwner();
        answer.addExtension(room.form.offered());
        return answer;
    }

    private static List<String> values(FormField field) {
        return field.getType() == FormField.Type.bool ? List.of(field.getFirstValue().equals("true") || field.getFirstValue().equals("1")
                ? "1" : "0") : field.getValuesAsString();
    }

    private static IQ admin(MUCAdmin admin, Kept room) {
        MUCItem asked = admin.getItems().get(0);
        if (admin.getType() == IQ.Type.get) {
            MUCAdmin answer = new MUCAdmin();
            room.affiliations.forEach((jid, affiliation) -> {
                if (affiliation == asked.getAffiliation()) {
                    answer.addItem(new MUCItem(affiliation, JidCreate.fromOrThrowUnchecked(jid)));
                }
            });
            return answer;
        }
        if (asked.getAffiliation() == MUCAffiliation.none) {
            room.affiliations.remove(asked.getJid().toString());
        } else {
            room.affiliations.put(asked.getJid().toString(), asked.getAffiliation());
        }
        return new MUCAdmin();
    }

    @Override
    public Future<Void> send(Stanza stanza) {
        if (!unanswered.test(stanza)) {
            if (stanza instanceof Presence presence) {
                present(presence);
            } else if (stanza instanceof Message message && MUCUser.from(message) != null) {
                invited(message);
            } else if (stanza instanceof Message message && rooms.containsKey(message.getTo().toString())) {
                Kept room = rooms.get(message.getTo().toString());
                room.subject = message.getSubject();
                Message reflected = new Message(message.getTo(), Message.Type.groupchat);
                reflected.setFrom(room.inside.get(room.inside.size() - 1));
                reflected.setSubject(message.getSubject());
                told(reflected);
            }
        }
        return Future.succeededFuture();
    }

    private void invited(Message invitation) {
        if (refused.test(invitation)) {
            Message refusal = new Message(JidCreate.entityBareFromOrThrowUnchecked("admin@example.org"), Message.Type.error);
            refusal.setStanzaId(invitation.getStanzaId());
            refusal.setError(StanzaError.getBuilder(StanzaError.Condition.not_allowed).build());
            refusal.setFrom(invitation.getTo());
            told(refusal);
        }
    }

    private void present(Presence presence) {
        String address = presence.getTo().asBareJid().toString();
        Kept known = rooms.get(address);
        if (away) {
            Presence refusal = presence(Presence.Type.error, presence.getTo(), 0);
            refusal.setError(StanzaError.getBuilder(StanzaError.Condition.service_unavailable).build());
            told(refusal);
        } else if (presence.getType() == Presence.Type.available) {
            rooms.computeIfAbsent(address, missing -> new Kept()).inside.add(presence.getTo());
            told(presence(Presence.Type.available, presence.getTo(), known == null ? 201 : 110));
        } else if (known != null && known.inside.remove(presence.getTo())) {
            if (known.inside.isEmpty() && !known.persistent()) {
                rooms.remove(address);
            }
            told(presence(Presence.Type.unavailable, presence.getTo(), 110));
        }
    }

    private static Presence presence(Presence.Type type, Jid from, int status) {
        MUCUser user = new MUCUser();
        if (status > 0) {
            user.addStatusCode(MUCUser.Status.create(status));
        }
        return PresenceBuilder.buildPresence().ofType(type).from(from).addExtension(user).build();
    }

    private void told(Stanza stanza) {
        listeners.forEach(listener -> listener.received(stanza));
    }
}
