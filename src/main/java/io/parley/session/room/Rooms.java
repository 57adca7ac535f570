package io.parley.session.room;

import io.parley.bus.Done;
import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.InviteToRoom;
import io.parley.bus.SessionCommand.JoinRoom;
import io.parley.bus.SessionCommand.LeaveRoom;
import io.parley.bus.SessionCommand.SendRoomMessage;
import io.parley.bus.SessionReply.Joined;
import io.parley.bus.SessionReply.Sent;
import io.parley.bus.XmlText;
import io.parley.session.CommandTable;
import io.parley.session.EventData;
import io.parley.session.Family;
import io.parley.session.Link;
import io.parley.session.SessionEntry;
import io.parley.session.stanza.Addressee;
import io.parley.session.stanza.Archive;
import io.parley.session.stanza.ChatReader;
import io.parley.session.stanza.Outbox;
import io.parley.session.stanza.Payloads;
import io.parley.session.stanza.Seen;
import io.parley.session.stanza.Sending;
import io.parley.session.stanza.Stanzas;
import io.parley.xmpp.MessageArchive;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/** The rooms that the user is in (XEP-0045): joining, talking, inviting, leaving, and being back after the connection was lost. */
public final class Rooms implements Family {
    private static final int RETRIES = 5;
    /** So long after a new login ejabberd may end the stream before it, on whichever node, and take the user out of their rooms with it. */
    private static final Duration OLD_STREAM = Duration.ofSeconds(30);
    private static final Duration BETWEEN_RETRIES = Duration.ofMillis(300);

    private final Link link;
    private final RoomNames names;
    private final Sending sending;
    private final Outbox outbox;
    private final Seen seen;
    private final RoomEntry entry;
    private final RoomCatchUp catchUp;
    private final int most;
    private final Map<EntityBareJid, Room> rooms = new LinkedHashMap<>();

    /** @param most rooms that one session may be in */
    public Rooms(Link link, RoomNames names, Sending sending, Outbox outbox, Archive archive, Seen seen, int most) {
        this.link = link;
        this.names = names;
        this.sending = sending;
        this.outbox = outbox;
        this.seen = seen;
        this.entry = new RoomEntry(link);
        this.catchUp = new RoomCatchUp(archive, this::archived,
                () -> link.emit(EventData.RESET, new EventData.Reset("archive-failed", "messages")));
        this.most = most;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(JoinRoom.class, this::join);
        table.on(SendRoomMessage.class, this::send);
        table.on(InviteToRoom.class, this::invite);
        table.on(LeaveRoom.class, this::leave);
    }

    private Future<Joined> join(JoinRoom asked) {
        EntityBareJid jid = names.jid(asked.room(), asked.service());
        Room known = rooms.get(jid);
        if (known != null && known.joined()) {
            return Future.succeededFuture(new Joined(jid.toString(), known.nick().toString(), false));
        }
        if (known == null && rooms.size() >= most) {
            return Future.failedFuture(Problem.of(422, "too-many-rooms", "One session can be in " + most + " rooms.").exception());
        }
        Room room = new Room(jid, nick(asked.nickname()), XmlText.require("password", asked.password()));
        rooms.put(jid, room);
        return Future.succeededFuture().compose(kept -> entry.enter(room, RoomEntry.RECENT_HISTORY))
                .onFailure(failure -> rooms.remove(jid, room))
                .map(created -> new Joined(jid.toString(), room.nick().toString(), created));
    }

    private Resourcepart nick(String wanted) {
        try {
            return wanted == null || wanted.isBlank() ? Resourcepart.from(link.account().getLocalpart().toString())
                    : Resourcepart.from(wanted);
        } catch (XmppStringprepException e) {
            throw Problem.badRequest("bad-nickname", "'" + wanted + "' is no nickname.").exception();
        }
    }

    private Future<Sent> send(SendRoomMessage asked) {
        Room room = rooms.get(names.jid(asked.room(), asked.service()));
        if (room == null || !room.joined()) {
            return room == null ? notJoined() : Future.failedFuture(roomAway().exception());
        }
        Payload payload = asked.payload();
        Payloads.requireSomething(payload);
        Message message = new Message(room.jid(), Message.Type.groupchat);
        Payloads.write(payload, message);
        return sending.send(message, asked.key());
    }

    /** Known, but shut down with its server, or not entered again yet. */
    private static Problem roomAway() {
        return Problem.unavailable("room-away", "The room is not there now; it is entered again when it is back.", 2);
    }

    private static <T> Future<T> notJoined() {
        return Future.failedFuture(new Problem(422, "not-joined", "You are not in this room; join it first.", null, "not-acceptable", null)
                .exception());
    }

    private Future<Done> invite(InviteToRoom asked) {
        Room room = rooms.get(names.jid(asked.room(), asked.service()));
        if (room == null || !room.joined()) {
            return notJoined();
        }
        EntityBareJid invited = Addressee.person(asked.jid(), link.account().asDomainBareJid());
        Message message = new Message(room.jid());
        message.setStanzaId(link.newId("i-"));
        MUCUser user = new MUCUser();
        user.setInvite(new MUCUser.Invite(XmlText.require("reason", asked.reason()), invited));
        message.addExtension(user);
        return outbox.send(message).map(safe -> new Done());
    }

    private Future<Done> leave(LeaveRoom asked) {
        Room room = rooms.get(names.jid(asked.room(), asked.service()));
        if (room == null) {
            return Future.succeededFuture(new Done());
        }
        if (!room.joined()) {
            rooms.remove(room.jid(), room); // first: an entry that ends with the leaving is no refusal
        }
        return entry.leave(room).onSuccess(left -> rooms.remove(room.jid(), room)).map(left -> new Done());
    }

    /** A presence that the client has written itself: a join counts like any other, and comes back after a lost connection. */
    public void sentByHand(Presence presence) {
        if (!(presence.getTo() instanceof EntityFullJid to)) {
            return;
        }
        // Smack knows how to write this element, but not how to read it
        if (presence.getType() == Presence.Type.available && rooms.size() < most && !rooms.containsKey(to.asEntityBareJid())
                && presence.getExtensionElement(MUCInitialPresence.ELEMENT, MUCInitialPresence.NAMESPACE)
                instanceof StandardExtensionElement join) {
            StandardExtensionElement password = join.getFirstElement("password");
            rooms.put(to.asEntityBareJid(),
                    new Room(to.asEntityBareJid(), to.getResourcepart(), password == null ? null : password.getText()));
        }
    }

    /** After a new login to the XMPP server: every room again, with the gap filled; one that cannot be entered any more is told as left. */
    public Future<Void> enterAgain() {
        List<Future<Void>> all = new ArrayList<>();
        for (Room room : List.copyOf(rooms.values())) {
            room.returnsUntil(link.now().plus(OLD_STREAM));
            all.add(enterAgain(room));
        }
        return Future.join(all).mapEmpty();
    }

    private Future<Void> enterAgain(Room room) {
        room.toBeEntered(false);
        room.joined(false);
        room.empty();
        room.hold().close();
        return enterAgain(room, RETRIES)
                .compose(created -> catchUp.fill(room))
                .transform(done -> done.failed() && isOvertaken(room, done.cause()) ? Future.succeededFuture()
                        : admitted(room, done).onComplete(told -> room.hold().open().forEach(message -> heard(room, message))));
    }

    /** Whether the user is already on the way in again: how that ends counts. */
    private boolean isOvertaken(Room room, Throwable failure) {
        return RoomEntry.isOvertaken(failure) && isMeant(room);
    }

    /** Whether the user still wants to be in it; nobody is put back into a room that they have left meanwhile. */
    private boolean isMeant(Room room) {
        return rooms.get(room.jid()) == room;
    }

    private Future<Void> admitted(Room room, AsyncResult<Void> entry) {
        if (entry.succeeded() || !isMeant(room)) {
            return Future.succeededFuture();
        }
        return ProblemException.isAway(entry.cause()) ? Future.failedFuture(entry.cause()) : notAdmitted(room);
    }

    /** The stream is gone, and with it the rooms' answers that were waited for. */
    public void lost(Problem why) {
        rooms.values().forEach(room -> room.toBeEntered(true));
        entry.forget(why);
    }

    /** The stream goes on, and so does the stay in every room. */
    public void resumed() {
        rooms.values().forEach(room -> room.toBeEntered(false));
    }

    /** A room that went with its server is made anew by whoever comes first, and is locked for the others until it is ready. */
    private Future<Boolean> enterAgain(Room room, int retries) {
        return entry.enter(room, catchUp.historyFor(room)).recover(failure -> {
            if (retries == 0 || !isMeant(room) || !RoomEntry.isMissing(failure) && !RoomEntry.isSilence(failure)) {
                return Future.failedFuture(failure);
            }
            Promise<Void> later = Promise.promise();
            link.timers().after(BETWEEN_RETRIES, later::complete);
            return later.future().compose(now -> isMeant(room) ? enterAgain(room, retries - 1) : Future.failedFuture(failure));
        });
    }

    private Future<Void> notAdmitted(Room room) {
        rooms.remove(room.jid(), room);
        link.emit(EventData.MUC, RoomEvents.selfLeft(link, room, "not-admitted"));
        return Future.succeededFuture();
    }

    @Override
    public boolean take(Stanza stanza) {
        if (stanza instanceof Presence presence) {
            Room room = roomOf(stanza);
            return room != null && occupant(room, presence);
        }
        if (!(stanza instanceof Message message)) {
            return false;
        }
        if (message.getType() == Message.Type.error) {
            Room room = roomOf(message);
            return room != null && isGone(room, message) && message.getStanzaId() != null
                    && outbox.refuse(message.getStanzaId(), roomAway());
        }
        if (message.getType() == Message.Type.groupchat) {
            Room room = roomOf(message);
            if (room == null || !room.hold().keeps(message)) {
                heard(room, message);
            }
            return true;
        }
        return false;
    }

    /**
     * Prosody takes its rooms away before its connections when it shuts down, and says nothing to those in them. What such a room refuses
     * can be said again when it is back; one that goes alone is entered again at once.
     */
    private boolean isGone(Room room, Message error) {
        boolean missing = error.getError() != null && error.getError().getCondition() == StanzaError.Condition.item_not_found;
        if (missing && room.joined()) {
            link.timers().after(BETWEEN_RETRIES, () -> {
                if (!room.joined()) {
                    returnTo(room);
                }
            });
            room.joined(false);
        }
        return !room.joined();
    }

    private void returnTo(Room room) {
        if (!isMeant(room)) {
            return;
        }
        try {
            enterAgain(room);
        } catch (ProblemException away) {
            room.hold().open(); // the whole server went; all rooms are entered again when it is back
        }
    }

    private Room roomOf(Stanza stanza) {
        return stanza.getFrom() == null ? null : rooms.get(stanza.getFrom().asEntityBareJidIfPossible());
    }

    private boolean occupant(Room room, Presence presence) {
        boolean unasked = entry.isUnasked(room, presence);
        if (unasked && room.toBeEntered() && presence.getType() == Presence.Type.unavailable && entry.isOwn(room, presence)) {
            return true;
        }
        OccupantChange change = entry.presence(room, presence);
        if (change.gone() && unasked && room.returns(link.now())) {
            link.timers().after(BETWEEN_RETRIES, () -> returnTo(room));
            return true;
        }
        if (change.gone()) {
            rooms.remove(room.jid(), room);
        }
        change.event().ifPresent(data -> link.emit(EventData.MUC, data));
        return true;
    }

    private void heard(Room room, Message message) {
        EntityBareJid jid = message.getFrom().asEntityBareJidIfPossible();
        String stanzaId = Stanzas.stanzaId(message, jid);
        if (room != null && stanzaId != null) {
            room.lastArchived(stanzaId, link.now());
        }
        settleOwn(room, message);
        tell(message, stanzaId);
    }

    private void tell(Message message, String stanzaId) {
        if (message.getBody() == null && message.getSubject() != null) {
            link.emit(EventData.MUC, new EventData.Subject("subject", message.getFrom().toString(), link.self().toString(),
                    message.getSubject()));
            return;
        }
        Optional<EventData.Message> said = ChatReader.roomMessage(message, stanzaId, link.now());
        if (said.isPresent()) {
            said.filter(seen::isNew).ifPresent(data -> link.emit(EventData.MUC, data));
        } else if (!isOwn(message)) {
            ChatReader.state("groupchat", message).ifPresent(data -> link.emit(EventData.MUC, data));
        }
    }

    private boolean isOwn(Message message) {
        Room room = roomOf(message);
        return room != null && room.self().equals(message.getFrom());
    }

    /** Our own words, back from the room: only those under our own nickname count as reflected. */
    private void settleOwn(Room room, Message message) {
        if (room != null && message.getStanzaId() != null && room.self().equals(message.getFrom())) {
            outbox.settle(message.getStanzaId());
        }
    }

    private void archived(Room room, MessageArchive.Archived one) {
        room.lastArchived(one.id(), one.time());
        settleOwn(room, one.message());
        tell(Stanzas.delayed(one.message(), one.time()), one.id());
    }

    Optional<Room> joined(EntityBareJid jid) {
        return Optional.ofNullable(rooms.get(jid)).filter(Room::joined);
    }

    /** The rooms that the user is in, those entered first before the others. */
    public List<EntityBareJid> jids() {
        return rooms.values().stream().filter(Room::joined).map(Room::jid).toList();
    }

    /** Every room with the nickname there, as another node would have to enter it. */
    public List<SessionEntry.Seat> seats() {
        return rooms.values().stream().map(room -> new SessionEntry.Seat(room.jid().toString(), room.nick().toString())).toList();
    }

    /** The rooms' passwords, in the order of {@link #seats}; null for those without. */
    public List<String> passwords() {
        List<String> all = new ArrayList<>();
        rooms.values().forEach(room -> all.add(room.password()));
        return all;
    }

    /**
     * The rooms that the user was in on another node; they are entered with the next login to the XMPP server.
     *
     * @param passwords in the same order; null where none has one
     * @param since     what was said before has been heard
     */
    public void restore(List<SessionEntry.Seat> seats, List<String> passwords, Instant since) {
        for (int at = 0; at < seats.size(); at++) {
            EntityBareJid jid = JidCreate.entityBareFromOrThrowUnchecked(seats.get(at).room());
            Room room = new Room(jid, Resourcepart.fromOrThrowUnchecked(seats.get(at).nick()),
                    passwords == null ? null : passwords.get(at));
            room.heardUntil(since);
            room.toBeEntered(true);
            rooms.put(jid, room);
        }
    }

    /** How many rooms the user is in. */
    public int size() {
        return rooms.size();
    }
}
