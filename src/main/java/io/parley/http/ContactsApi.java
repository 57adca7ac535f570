package io.parley.http;

import io.parley.bus.Done;
import io.parley.bus.SessionCommand.AddContact;
import io.parley.bus.SessionCommand.ListContacts;
import io.parley.bus.SessionCommand.RemoveContact;
import io.parley.bus.SessionCommand.UpdateContact;
import io.parley.bus.SessionReply.Contacts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The user's contacts. */
final class ContactsApi {
    private final SessionsClient sessions;

    ContactsApi(SessionsClient sessions) {
        this.sessions = sessions;
    }

    Map<String, Operation> operations() {
        return Map.of("listContacts", this::list, "addContact", this::add, "addContactNamed", this::addNamed,
                "updateContact", this::update, "removeContact", this::remove);
    }

    private Future<Answer> list(Call call) {
        return sessions.ask(call, new ListContacts(), Contacts.class).map(Answer::ok);
    }

    private Future<Answer> add(Call call) {
        JsonObject given = call.json();
        return add(call, given.getString("jid"), given);
    }

    private Future<Answer> addNamed(Call call) {
        return add(call, call.path("contactJID"), optional(call));
    }

    private Future<Answer> add(Call call, String jid, JsonObject given) {
        return sessions.ask(call, new AddContact(jid, given.getString("nickname"), groups(given)), Done.class)
                .map(done -> new Answer.Empty(201));
    }

    private Future<Answer> update(Call call) {
        JsonObject given = call.json();
        return sessions.ask(call, new UpdateContact(call.path("contactJID"), given.getString("nickname"), groups(given)), Done.class)
                .map(done -> Answer.empty());
    }

    private Future<Answer> remove(Call call) {
        return sessions.ask(call, new RemoveContact(call.path("contactJID")), Done.class).map(done -> Answer.empty());
    }

    private static JsonObject optional(Call call) {
        return call.text().isBlank() ? new JsonObject() : call.json();
    }

    private static List<String> groups(JsonObject given) {
        JsonArray groups = given.getJsonArray("groups");
        return groups == null ? null : groups.stream().map(String::valueOf).toList();
    }
}
