package io.parley.http.admin;

import io.parley.bus.Done;
import io.parley.bus.RosterCommand.AddRosterItem;
import io.parley.bus.RosterCommand.ChangeRosterItem;
import io.parley.bus.RosterCommand.GetRoster;
import io.parley.bus.RosterCommand.RemoveRosterItem;
import io.parley.bus.UserReply.Card;
import io.parley.bus.UserReply.Roster;
import io.parley.bus.VCardCommand.GetUserCard;
import io.parley.bus.VCardCommand.PutUserCard;
import io.parley.bus.VCardCommand.RemoveUserCard;
import io.parley.bus.XmlText;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Rosters and vCards of users, for those who administer them. */
final class UserRosterApi {
    private final AdminClient admin;
    private final AdminNames names;

    UserRosterApi(AdminClient admin, AdminNames names) {
        this.admin = admin;
        this.names = names;
    }

    Map<String, Operation> operations() {
        return Map.of("getUserRoster", call -> admin.ask(call, new GetRoster(names.ofPath(call)), Roster.class).map(Answer::ok),
                "addUserRosterItem", this::add, "changeUserRosterItem", this::change, "removeUserRosterItem", this::remove,
                "getUserVCard", this::card, "putUserVCard", this::putCard, "removeUserVCard", this::removeCard);
    }

    private Future<Answer> add(Call call) {
        JsonObject given = call.json();
        return admin.ask(call, new AddRosterItem(names.ofPath(call), text(given, "jid"), text(given, "nickname"),
                given.getInteger("subscriptionType"), groups(given)), Done.class).map(done -> new Answer.Empty(201));
    }

    private Future<Answer> change(Call call) {
        JsonObject given = call.json();
        return admin.ask(call, new ChangeRosterItem(names.ofPath(call), call.path("rosterJid"), text(given, "nickname"),
                given.getInteger("subscriptionType"), groups(given)), Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> remove(Call call) {
        return admin.ask(call, new RemoveRosterItem(names.ofPath(call), call.path("rosterJid")), Done.class).map(done -> Answer.empty());
    }

    private static String text(JsonObject given, String name) {
        return XmlText.require("/" + name, given.getString(name));
    }

    private static List<String> groups(JsonObject given) {
        JsonArray groups = given.getJsonArray("groups");
        return groups == null ? null : groups.stream().map(group -> XmlText.require("/groups", (String) group)).distinct().toList();
    }

    private Future<Answer> card(Call call) {
        return admin.ask(call, new GetUserCard(names.ofPath(call)), Card.class)
                .map(card -> card.xml() == null ? new Answer.Empty(204) : new Answer.Xml(200, card.xml()));
    }

    private Future<Answer> putCard(Call call) {
        return admin.ask(call, new PutUserCard(names.ofPath(call), call.text()), Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> removeCard(Call call) {
        return admin.ask(call, new RemoveUserCard(names.ofPath(call)), Done.class).map(done -> Answer.empty());
    }
}
