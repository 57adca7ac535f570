package io.parley.admin.room;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.ProblemException;
import io.parley.bus.RoomCommand.ChangeChatRoom;
import io.parley.bus.RoomCommand.DestroyChatRoom;
import io.parley.bus.RoomCommand.InviteToChatRoom;
import io.parley.bus.RoomCommand.ListChatRooms;
import io.parley.bus.RoomCommand.ListRoomServices;
import io.parley.bus.RoomCommand.MakeChatRoom;
import io.parley.bus.RoomCommand.ReadChatRoom;
import io.parley.bus.RoomCommand.ReadHistory;
import io.parley.bus.RoomCommand.ReadOccupants;
import io.parley.bus.RoomCommand.ReadParticipants;
import io.parley.bus.RoomReply.ChatRoom;
import io.parley.bus.RoomReply.ChatRooms;
import io.parley.bus.RoomReply.History;
import io.parley.bus.RoomReply.Occupants;
import io.parley.bus.RoomReply.Services;
import io.parley.bus.XmlText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jxmpp.jid.EntityBareJid;

/** Rooms as an admin lists, makes, changes and deletes them. */
final class RoomResource implements AdminResource {
    private final RoomPlaces places;
    private final RoomTurns turns;
    private final RoomReading reading;
    private final RoomMaking making;
    private final RoomChanging changing;
    private final RoomLists lists;
    private final RoomOccupants occupants;
    private final RoomInvitations invitations;
    private final RoomHistory history;

    RoomResource(RoomPlaces places, RoomTurns turns, RoomReading reading, RoomMaking making, RoomChanging changing, RoomLists lists,
                 RoomOccupants occupants, RoomInvitations invitations, RoomHistory history) {
        this.places = places;
        this.turns = turns;
        this.reading = reading;
        this.making = making;
        this.changing = changing;
        this.lists = lists;
        this.occupants = occupants;
        this.invitations = invitations;
        this.history = history;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ListChatRooms.class, this::list);
        table.on(ReadChatRoom.class, asked -> places.room(asked.name(), asked.service())
                .compose(room -> reading.read(room, asked.wholeGroups())));
        table.on(MakeChatRoom.class, this::make);
        table.on(ChangeChatRoom.class, this::change);
        table.on(DestroyChatRoom.class, asked -> inTurn(asked.name(), asked.service(), changing::destroy));
        table.on(ReadParticipants.class, asked -> places.room(asked.name(), asked.service()).compose(occupants::participants)
                .map(Occupants::new));
        table.on(ReadOccupants.class, asked -> places.room(asked.name(), asked.service()).compose(occupants::all).map(Occupants::new));
        table.on(ReadHistory.class, asked -> places.room(asked.name(), asked.service())
                .compose(room -> history.newest(room, asked.limit())).map(History::new));
        table.on(InviteToChatRoom.class, this::invite);
        table.on(ListRoomServices.class, asked -> places.describe().map(Services::new));
    }

    private Future<Done> inTurn(String name, String service, Function<EntityBareJid, Future<Void>> work) {
        return places.room(name, service).compose(room -> turns.next(room, () -> work.apply(room))).map(new Done());
    }

    /** A service that is not there has no rooms. */
    private Future<ChatRooms> list(ListChatRooms asked) {
        String search = asked.search() == null ? "" : asked.search().toLowerCase(Locale.ROOT);
        RoomReading.Wanted wanted = new RoomReading.Wanted(asked.hidden(), search, asked.wholeGroups(),
                asked.after(), asked.limit() == null ? Integer.MAX_VALUE : asked.limit());
        return places.service(asked.service()).compose(service -> reading.list(service, wanted))
                .recover(failure -> failure instanceof ProblemException refused && refused.problem().code().equals("unknown-service")
                        ? Future.succeededFuture(new ChatRooms(List.of())) : Future.failedFuture(failure));
    }

    private Future<? extends BusRecord> make(MakeChatRoom asked) {
        JsonObject wanted = checked(asked.room());
        return inTurn(asked.room().roomName(), asked.service(), room -> making.make(room, wanted)
                .compose(made -> asked.invite() ? invited(room, wanted, "created") : Future.succeededFuture()));
    }

    private Future<? extends BusRecord> change(ChangeChatRoom asked) {
        JsonObject wanted = checked(asked.room());
        return inTurn(asked.name(), asked.service(), room -> changing.change(room, wanted)
                .compose(changed -> asked.invite() ? invited(room, wanted, "changed") : Future.succeededFuture()));
    }

    /** @param before what is done although somebody cannot be invited */
    private Future<Void> invited(EntityBareJid room, JsonObject wanted, String before) {
        Progress done = new Progress();
        done.add(before);
        return invitations.invite(room, named(wanted), null).recover(done::told);
    }

    /** Before anything is done: 400 {@code bad-jid}, 422 {@code not-xml}. */
    private JsonObject checked(ChatRoom room) {
        JsonObject wanted = JsonObject.mapFrom(room);
        Stream.of("naturalName", "description", "password", "subject")
                .forEach(field -> XmlText.require("/" + field, wanted.getString(field)));
        people(wanted, Set.of("owners", "admins", "members", "outcasts"));
        return wanted;
    }

    private Set<String> named(JsonObject wanted) {
        return people(wanted, Set.of("owners", "admins", "members"));
    }

    private Set<String> people(JsonObject wanted, Set<String> fields) {
        Set<String> all = new TreeSet<>();
        fields.stream().filter(wanted::containsKey).forEach(field -> wanted.getJsonArray(field)
                .forEach(jid -> all.add(lists.jid((String) jid))));
        return all;
    }

    private Future<Done> invite(InviteToChatRoom asked) {
        String reason = XmlText.require("/reason", asked.reason());
        return places.room(asked.name(), asked.service()).compose(room -> invitations.people(asked.invitees())
                .compose(people -> invitations.invite(room, people, reason))).map(new Done());
    }
}
