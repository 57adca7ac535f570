package io.parley.http;

import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.SessionCommand;
import io.parley.bus.SessionCommand.GetRoom;
import io.parley.bus.SessionCommand.InviteToRoom;
import io.parley.bus.SessionCommand.JoinRoom;
import io.parley.bus.SessionCommand.LeaveRoom;
import io.parley.bus.SessionCommand.ListOccupants;
import io.parley.bus.SessionCommand.ListParticipants;
import io.parley.bus.SessionCommand.ListRooms;
import io.parley.bus.SessionCommand.SendRoomMessage;
import io.parley.bus.SessionReply.ChatRoom;
import io.parley.bus.SessionReply.ChatRooms;
import io.parley.bus.SessionReply.Joined;
import io.parley.bus.SessionReply.Messages;
import io.parley.bus.SessionReply.Occupants;
import io.parley.bus.SessionReply.Participants;
import io.parley.bus.SessionReply.Sent;
import io.vertx.core.Future;
import java.util.Map;

/** Rooms. */
final class RoomsApi {
    private final SessionsClient sessions;

    RoomsApi(SessionsClient sessions) {
        this.sessions = sessions;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listRooms", call -> answer(call, new ListRooms(service(call), call.query("type"), call.query("search")), ChatRooms.class),
                "getRoom", call -> answer(call, new GetRoom(room(call), service(call)), ChatRoom.class),
                "listParticipants", call -> answer(call, new ListParticipants(room(call), service(call)), Participants.class),
                "listOccupants", call -> answer(call, new ListOccupants(room(call), service(call)), Occupants.class),
                "getRoomHistory", call -> answer(call, MessagesApi.query(call, null, address(call)), Messages.class),
                "joinRoom", call -> answer(call,
                        new JoinRoom(room(call), service(call), call.query("nickname"), call.query("password")), Joined.class),
                "sendRoomMessage", call -> answer(call, new SendRoomMessage(room(call), service(call), PayloadReader.read(call),
                        call.header(MessagesApi.KEY)), Sent.class),
                "inviteToRoom", this::invite,
                "leaveRoom", this::leave);
    }

    private <R extends BusRecord> Future<Answer> answer(Call call, SessionCommand command, Class<R> reply) {
        return sessions.ask(call, command, reply).map(Answer::ok);
    }

    private Future<Answer> invite(Call call) {
        InviteToRoom command = new InviteToRoom(room(call), service(call), call.path("contactJID"), call.text());
        return sessions.ask(call, command, Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> leave(Call call) {
        return sessions.ask(call, new LeaveRoom(room(call), service(call)), Done.class).map(done -> Answer.empty());
    }

    private static String room(Call call) {
        return call.path("roomName");
    }

    /** The older API's name for it counts too. */
    private static String service(Call call) {
        return call.query("service") == null ? call.query("servicename") : call.query("service");
    }

    /** A room of a service that is not the default one, in one word. */
    private static String address(Call call) {
        String service = service(call);
        boolean whole = service == null || room(call).indexOf('@') >= 0;
        return whole ? room(call) : room(call) + "@" + service.replace("\"", "");
    }
}
