package io.parley.session.room;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.GetRoom;
import io.parley.bus.SessionCommand.ListOccupants;
import io.parley.bus.SessionCommand.ListParticipants;
import io.parley.bus.SessionCommand.ListRooms;
import io.parley.bus.SessionReply.ChatRoom;
import io.parley.bus.SessionReply.ChatRooms;
import io.parley.bus.SessionReply.Occupant;
import io.parley.bus.SessionReply.Occupants;
import io.parley.bus.SessionReply.Participant;
import io.parley.bus.SessionReply.Participants;
import io.parley.session.CommandTable;
import io.parley.session.Family;
import io.parley.session.Link;
import io.parley.session.stanza.Stanzas;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;

/** What a user may find out about rooms without being in them (XEP-0045, section 6), and about the occupants of those they are in. */
public final class RoomDirectory implements Family {
    private final Link link;
    private final RoomNames names;
    private final Rooms rooms;

    public RoomDirectory(Link link, RoomNames names, Rooms rooms) {
        this.link = link;
        this.names = names;
        this.rooms = rooms;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(ListRooms.class, this::list);
        table.on(GetRoom.class, this::get);
        table.on(ListParticipants.class, this::participants);
        table.on(ListOccupants.class, this::occupants);
    }

    private Future<ChatRooms> list(ListRooms asked) {
        String search = asked.search() == null ? "" : asked.search().toLowerCase(Locale.ROOT);
        return items(names.service(asked.service())).map(items -> new ChatRooms(items.stream()
                .map(RoomDirectory::listed)
                .filter(room -> room.roomName().contains(search) || room.naturalName().toLowerCase(Locale.ROOT).contains(search))
                .sorted(Comparator.comparing(ChatRoom::roomName)).toList()));
    }

    private static ChatRoom listed(DiscoverItems.Item item) {
        String name = item.getEntityID().getLocalpartOrNull() == null ? item.getEntityID().toString()
                : item.getEntityID().getLocalpartOrNull().toString();
        return new ChatRoom(name, item.getName() == null ? name : item.getName(), null, null, null, null, null, null, null, null, null,
                null, item.getEntityID().toString());
    }

    private Future<ChatRoom> get(GetRoom asked) {
        EntityBareJid jid = names.jid(asked.room(), asked.service());
        DiscoverInfo question = new DiscoverInfo();
        question.setType(IQ.Type.get);
        question.setTo(jid);
        return link.iqs().request(question)
                .recover(failure -> Future.failedFuture(unknownRoom(jid, failure)))
                .map(answer -> described(jid, (DiscoverInfo) answer));
    }

    private static Throwable unknownRoom(EntityBareJid jid, Throwable failure) {
        return failure instanceof ProblemException refused && "item-not-found".equals(refused.problem().condition())
                ? Problem.notFound("unknown-room", "There is no room " + jid + ".").exception() : failure;
    }

    private static ChatRoom described(EntityBareJid jid, DiscoverInfo info) {
        DataForm form = DataForm.from(info, "http://jabber.org/protocol/muc#roominfo");
        String name = info.getIdentities().stream().map(DiscoverInfo.Identity::getName).filter(one -> one != null && !one.isEmpty())
                .findFirst().orElse(jid.getLocalpart().toString());
        return new ChatRoom(jid.getLocalpart().toString(), name, text(form, "muc#roominfo_description"),
                text(form, "muc#roominfo_subject"), number(form, "muc#roomconfig_maxusers"), info.containsFeature("muc_persistent"),
                info.containsFeature("muc_public"), info.containsFeature("muc_membersonly"), info.containsFeature("muc_moderated"),
                info.containsFeature("muc_passwordprotected"), info.containsFeature("muc_nonanonymous"),
                number(form, "muc#roominfo_occupants"), jid.toString());
    }

    private static String text(DataForm form, String field) {
        return Optional.ofNullable(form).map(known -> known.getField(field)).map(FormField::getFirstValue)
                .filter(value -> !value.isEmpty()).orElse(null);
    }

    private static Integer number(DataForm form, String field) {
        String value = text(form, field);
        return value != null && value.matches("[0-9]{1,9}") ? Integer.valueOf(value) : null;
    }

    private Future<Participants> participants(ListParticipants asked) {
        EntityBareJid jid = names.jid(asked.room(), asked.service());
        return seats(jid).map(seats -> new Participants(seats.stream().map(seat -> new Participant(jid + "/" + seat.nick(),
                seat.role(), seat.affiliation(), show(seat), status(seat))).toList()));
    }

    private Future<Occupants> occupants(ListOccupants asked) {
        EntityBareJid jid = names.jid(asked.room(), asked.service());
        return seats(jid).map(seats -> new Occupants(seats.stream().map(seat -> new Occupant(jid + "/" + seat.nick(), seat.realJid(),
                seat.role(), seat.affiliation(), show(seat), status(seat))).toList()));
    }

    /** From inside all is known; from outside what the room lists (XEP-0045, section 6.5). */
    private Future<List<Room.Seat>> seats(EntityBareJid jid) {
        Optional<Room> inside = rooms.joined(jid);
        if (inside.isPresent()) {
            return Future.succeededFuture(List.copyOf(inside.get().seats()));
        }
        return items(jid).recover(failure -> Future.failedFuture(unknownRoom(jid, failure)))
                .map(items -> items.stream().filter(item -> item.getEntityID().getResourceOrEmpty().length() > 0)
                        .map(item -> new Room.Seat(item.getEntityID().getResourceOrThrow(), null, null, null, null)).toList());
    }

    private Future<List<DiscoverItems.Item>> items(Jid of) {
        DiscoverItems question = new DiscoverItems();
        question.setType(IQ.Type.get);
        question.setTo(of);
        return link.iqs().request(question).map(answer -> ((DiscoverItems) answer).getItems());
    }

    private static String show(Room.Seat seat) {
        return seat.presence() == null ? null : Stanzas.show(seat.presence());
    }

    private static String status(Room.Seat seat) {
        return seat.presence() == null ? null : seat.presence().getStatus();
    }
}
