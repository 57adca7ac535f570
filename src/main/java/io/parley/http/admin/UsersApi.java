package io.parley.http.admin;

import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.DirectoryReply.User;
import io.parley.bus.DirectoryReply.Users;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.UserCommand;
import io.parley.bus.UserCommand.ChangeUser;
import io.parley.bus.UserCommand.CreateUser;
import io.parley.bus.UserCommand.DeleteUser;
import io.parley.bus.UserCommand.GetUser;
import io.parley.bus.UserCommand.LetIn;
import io.parley.bus.UserCommand.ListUsers;
import io.parley.bus.UserCommand.LockOut;
import io.parley.bus.UserReply.UserPage;
import io.parley.bus.XmlText;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Users of the domain, and who of them is locked out. */
final class UsersApi {
    private final AdminClient admin;
    private final AdminNames names;

    UsersApi(AdminClient admin, AdminNames names) {
        this.admin = admin;
        this.names = names;
    }

    Map<String, Operation> operations() {
        return Map.of("listUsers", this::list, "createUser", this::create, "changeUser", this::change,
                "getUser", call -> admin.ask(call, new GetUser(names.ofPath(call)), User.class).map(Answer::ok),
                "deleteUser", call -> done(call, DeleteUser::new, 200),
                "lockOut", call -> done(call, LockOut::new, 201),
                "letIn", call -> done(call, LetIn::new, 200));
    }

    private Future<Answer> done(Call call, Function<String, UserCommand> command, int status) {
        return admin.ask(call, command.apply(names.ofPath(call)), Done.class).map(done -> new Answer.Empty(status));
    }

    private Future<Answer> list(Call call) {
        Integer limit = call.query("limit") == null ? null : Integer.valueOf(call.query("limit"));
        return admin.ask(call, new ListUsers(call.query("search"), call.query("propertyKey"), call.query("propertyValue"), limit,
                call.query("after")), UserPage.class).map(page -> Answer.page(new Users(page.users()), page.next()));
    }

    private Future<Answer> create(Call call) {
        JsonObject given = call.json();
        String user = names.madeOf(given.getString("username"));
        List<Property> properties = given.containsKey("properties") ? properties(given) : List.of();
        return admin.ask(call, new CreateUser(user, text(given, "name"), text(given, "email"), text(given, "password"), properties),
                Done.class).map(done -> new Answer.Empty(201));
    }

    private Future<Answer> change(Call call) {
        JsonObject given = call.json();
        String user = names.ofPath(call);
        if (given.containsKey("username") && !names.isWritten(given.getString("username"), user)) {
            return Future.failedFuture(Problem.of(501, "rename-unsupported",
                    "An XMPP server cannot give a user another name.").exception());
        }
        List<Property> properties = given.containsKey("properties") ? properties(given) : null;
        return admin.ask(call, new ChangeUser(user, text(given, "name"), text(given, "email"), text(given, "password"), properties),
                Done.class).map(done -> Answer.empty());
    }

    /** What is kept must be able to be told in XML. */
    private static String text(JsonObject given, String name) {
        return XmlText.require("/" + name, given.getString(name));
    }

    private static List<Property> properties(JsonObject given) {
        JsonArray all = given.getJsonArray("properties");
        return IntStream.range(0, all.size()).mapToObj(at -> new Property(
                XmlText.require("/properties/" + at + "/key", all.getJsonObject(at).getString("key")),
                XmlText.require("/properties/" + at + "/value", all.getJsonObject(at).getString("value")))).toList();
    }
}
