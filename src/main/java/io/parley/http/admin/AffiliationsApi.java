package io.parley.http.admin;

import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.RoomCommand;
import io.parley.bus.RoomCommand.AffiliateGroup;
import io.parley.bus.RoomCommand.PutAffiliates;
import io.parley.bus.RoomCommand.ReadAffiliates;
import io.parley.bus.RoomCommand.RemoveAffiliate;
import io.parley.bus.RoomCommand.RemoveGroup;
import io.parley.bus.RoomReply.Affiliates;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The owners, admins, members and outcasts of rooms. */
final class AffiliationsApi {
    private static final Map<String, String> LISTS = Map.of("Owners", "owners", "Admins", "admins", "Members", "members",
            "Outcasts", "outcasts");

    private final AdminClient admin;

    AffiliationsApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>();
        LISTS.forEach((name, list) -> {
            all.put("listChatRoom" + name, call -> list(call, list));
            all.put("replaceChatRoom" + name, call -> put(call, list, true, 200));
            all.put("addChatRoom" + name, call -> put(call, list, false, 201));
        });
        all.put("addChatRoomAffiliate", call -> done(call, new PutAffiliates(ChatRoomsApi.name(call), ChatRoomsApi.service(call),
                affiliation(call.path("affiliation")), List.of(call.path("jid")), false, ChatRoomsApi.invites(call)), 201));
        all.put("removeChatRoomAffiliate", call -> done(call, new RemoveAffiliate(ChatRoomsApi.name(call), ChatRoomsApi.service(call),
                affiliation(call.path("affiliation")), call.path("jid")), 200));
        all.put("addChatRoomGroup", call -> done(call, new AffiliateGroup(ChatRoomsApi.name(call), ChatRoomsApi.service(call),
                affiliation(call.path("affiliation")), call.path("groupname"), ChatRoomsApi.invites(call)), 201));
        all.put("removeChatRoomGroup", call -> done(call, new RemoveGroup(ChatRoomsApi.name(call), ChatRoomsApi.service(call),
                affiliation(call.path("affiliation")), call.path("groupname")), 200));
        return all;
    }

    private Future<Answer> list(Call call, String list) {
        return admin.ask(call, new ReadAffiliates(ChatRoomsApi.name(call), ChatRoomsApi.service(call), affiliation(list),
                ChatRoomsApi.expands(call)), Affiliates.class)
                .map(found -> Answer.ok(new JsonObject().put(list, new JsonArray(found.jids()))));
    }

    private Future<Answer> put(Call call, String list, boolean replace, int status) {
        return done(call, new PutAffiliates(ChatRoomsApi.name(call), ChatRoomsApi.service(call), affiliation(list), named(call, list),
                replace, ChatRoomsApi.invites(call)), status);
    }

    /** An empty list is nothing at all in XML. What names another list must not empty this one. */
    private static List<String> named(Call call, String list) {
        JsonObject body = call.json();
        if (!body.isEmpty() && !body.containsKey(list)) {
            throw Problem.badRequest("other-list", "The body does not have the list " + list + ".").exception();
        }
        return body.getJsonArray(list, new JsonArray()).stream().map(String::valueOf).toList();
    }

    private Future<Answer> done(Call call, RoomCommand command, int status) {
        return admin.ask(call, command, Done.class).map(done -> new Answer.Empty(status));
    }

    /** {@code owners} is a list, {@code owner} what each of them is. */
    private static String affiliation(String list) {
        return list.substring(0, list.length() - 1);
    }
}
