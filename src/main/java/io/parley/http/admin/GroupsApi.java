package io.parley.http.admin;

import io.parley.bus.Done;
import io.parley.bus.GroupCommand;
import io.parley.bus.GroupCommand.ChangeGroup;
import io.parley.bus.GroupCommand.CreateGroup;
import io.parley.bus.GroupCommand.DeleteGroup;
import io.parley.bus.GroupCommand.GetGroup;
import io.parley.bus.GroupCommand.GroupsOf;
import io.parley.bus.GroupCommand.JoinGroups;
import io.parley.bus.GroupCommand.LeaveGroups;
import io.parley.bus.GroupCommand.ListGroups;
import io.parley.bus.GroupReply.Group;
import io.parley.bus.GroupReply.GroupNames;
import io.parley.bus.GroupReply.Groups;
import io.parley.bus.GroupReply.Listed;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Groups, and the groups of a user. */
final class GroupsApi {
    private final AdminClient admin;

    GroupsApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        return Map.of("listGroups", this::list,
                "createGroup", call -> done(call, new CreateGroup(LenientBody.as(call, Group.class)), 201),
                "getGroup", call -> admin.ask(call, new GetGroup(group(call)), Group.class).map(Answer::ok),
                "changeGroup", call -> done(call, new ChangeGroup(group(call), LenientBody.as(call, Group.class)), 200),
                "deleteGroup", call -> done(call, new DeleteGroup(group(call)), 200),
                "listGroupsOfUser", call -> admin.ask(call, new GroupsOf(user(call)), GroupNames.class).map(Answer::ok),
                "addUserToGroups", call -> done(call, new JoinGroups(user(call), named(call)), 201),
                "removeUserFromGroups", call -> done(call, new LeaveGroups(user(call), named(call)), 200),
                "addUserToGroup", call -> done(call, new JoinGroups(user(call), List.of(group(call))), 201),
                "removeUserFromGroup", call -> done(call, new LeaveGroups(user(call), List.of(group(call))), 200));
    }

    private Future<Answer> list(Call call) {
        PageOf page = PageOf.asked(call);
        return admin.ask(call, new ListGroups(page.oneMore(), page.after()), Groups.class)
                .map(all -> page.answer(all.groups(), Groups::new, Listed::name));
    }

    private Future<Answer> done(Call call, GroupCommand command, int status) {
        return admin.ask(call, command, Done.class).map(done -> new Answer.Empty(status));
    }

    private static List<String> named(Call call) {
        return LenientBody.as(call, GroupNames.class).groupnames();
    }

    private static String group(Call call) {
        return call.path("groupName");
    }

    private static String user(Call call) {
        return call.path("username");
    }
}
