package io.parley.http.admin;

import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.RoomCommand;
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
import io.parley.bus.RoomReply.Occupant;
import io.parley.bus.RoomReply.Occupants;
import io.parley.bus.RoomReply.Services;
import io.parley.flow.OneByOne;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Rooms, as admins make, change and delete them. */
final class ChatRoomsApi {
    private static final String USUAL_HISTORY = "100";

    private final AdminClient admin;

    ChatRoomsApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("listChatRooms", this::list),
                Map.entry("createChatRoom", call -> done(call, new MakeChatRoom(service(call), room(call), invites(call)), 201)),
                Map.entry("createChatRooms", this::bulk),
                Map.entry("getChatRoom", call -> admin.ask(call, new ReadChatRoom(name(call), service(call), expands(call)), ChatRoom.class)
                        .map(Answer::ok)),
                Map.entry("changeChatRoom", this::change),
                Map.entry("deleteChatRoom", call -> done(call, new DestroyChatRoom(name(call), service(call)), 200)),
                Map.entry("listChatRoomParticipants", call -> admin.ask(call, new ReadParticipants(name(call), service(call)),
                        Occupants.class).map(found -> Answer.ok(new Participants(found.occupants())))),
                Map.entry("listChatRoomOccupants", call -> admin.ask(call, new ReadOccupants(name(call), service(call)),
                        Occupants.class).map(Answer::ok)),
                Map.entry("getChatRoomHistory", call -> admin.ask(call, new ReadHistory(name(call), service(call), limit(call)),
                        History.class).map(Answer::ok)),
                Map.entry("inviteToChatRoom", call -> invite(call, LenientBody.as(call, Invitation.class))),
                Map.entry("inviteOneToChatRoom", call -> invite(call,
                        new Invitation(LenientBody.as(call, Invitation.class).reason(), List.of(call.path("jid"))))),
                Map.entry("listChatServices", call -> admin.ask(call, new ListRoomServices(), Services.class).map(Answer::ok)),
                Map.entry("createChatService", this::noService));
    }

    private record Invitation(String reason, List<String> jidsToInvite) {
    }

    private record Participants(List<Occupant> participants) {
    }

    private record Bulk(List<ChatRoom> chatRooms) {
    }

    private Future<Answer> list(Call call) {
        PageOf page = PageOf.asked(call);
        return admin.ask(call, new ListChatRooms(service(call), "all".equals(call.query("type")), call.query("search"), expands(call),
                page.after(), page.oneMore()), ChatRooms.class)
                .map(found -> page.answer(found.chatRooms(), ChatRooms::new, ChatRoom::roomName));
    }

    private Future<Answer> change(Call call) {
        ChatRoom room = room(call);
        if (room.roomName() != null && !room.roomName().equalsIgnoreCase(name(call))) {
            throw Problem.badRequest("other-room", "The body's roomName is not that of the path; a room cannot be renamed.").exception();
        }
        return done(call, new ChangeChatRoom(name(call), service(call), room, invites(call)), 200);
    }

    /** One after another, each a command of its own, which the audit log tells. */
    private Future<Answer> bulk(Call call) {
        BulkResults results = new BulkResults();
        return OneByOne.each(LenientBody.as(call, Bulk.class).chatRooms(), room ->
                        admin.ask(call, new MakeChatRoom(service(call), room, invites(call)), Done.class)
                                .transform(made -> results.add(room.roomName(), made)))
                .map(done -> Answer.ok(results));
    }

    private Future<Answer> invite(Call call, Invitation invitation) {
        List<String> named = invitation.jidsToInvite() == null ? List.of() : invitation.jidsToInvite();
        return done(call, new InviteToChatRoom(name(call), service(call), named, invitation.reason()), 200);
    }

    /** Asked of the administration first, so that nobody else learns what there is. */
    private Future<Answer> noService(Call call) {
        Problem unsupported = Problem.of(501, "service-unsupported",
                "XMPP servers have no way to make a room service; it is a part of their configuration.");
        return admin.ask(call, new ListRoomServices(), Services.class).compose(listed -> Future.failedFuture(unsupported.exception()));
    }

    private Future<Answer> done(Call call, RoomCommand command, int status) {
        return admin.ask(call, command, Done.class).map(done -> new Answer.Empty(status));
    }

    private static ChatRoom room(Call call) {
        return LenientBody.as(call, ChatRoom.class);
    }

    static String name(Call call) {
        return call.path("roomName");
    }

    static String service(Call call) {
        return call.query("servicename");
    }

    static boolean expands(Call call) {
        return Boolean.parseBoolean(call.query("expandGroups"));
    }

    static boolean invites(Call call) {
        return Boolean.parseBoolean(call.query("sendInvitations"));
    }

    private static int limit(Call call) {
        return Integer.parseInt(call.query("limit") == null ? USUAL_HISTORY : call.query("limit"));
    }
}
