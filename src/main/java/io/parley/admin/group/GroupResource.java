package io.parley.admin.group;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.delivery.Courier;
import io.parley.bus.Done;
import io.parley.bus.GroupCommand.ChangeGroup;
import io.parley.bus.GroupCommand.CreateGroup;
import io.parley.bus.GroupCommand.DeleteGroup;
import io.parley.bus.GroupCommand.GetGroup;
import io.parley.bus.GroupCommand.GroupsOf;
import io.parley.bus.GroupCommand.JoinGroups;
import io.parley.bus.GroupCommand.LeaveGroups;
import io.parley.bus.GroupCommand.ListGroups;
import io.parley.bus.GroupReply;
import io.parley.bus.GroupReply.Group;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.store.Following;
import io.parley.store.Groups;
import io.vertx.core.Future;
import java.util.List;

/**
 * Groups, kept in SQL. A change is kept first, then rooms follow it; where some room cannot be reached the change stays, the answer says
 * so, and the courier goes on. Bookmarks, and rooms where there is much to change, follow without anybody waiting for them.
 */
public final class GroupResource implements AdminResource {
    private final Groups groups;
    private final MemberNames names;
    private final UserCheck users;
    private final Courier courier;
    private final GroupRules rules;

    public GroupResource(Groups groups, MemberNames names, UserCheck users, Courier courier) {
        this.groups = groups;
        this.names = names;
        this.users = users;
        this.courier = courier;
        this.rules = new GroupRules(names);
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ListGroups.class, asked -> groups.list(asked.limit(), asked.after()).map(GroupReply.Groups::new));
        table.on(GetGroup.class, asked -> groups.get(asked.name()));
        table.on(CreateGroup.class, asked -> groups.create(rules.checked(asked.group()))
                .compose(following -> followed(following, "The group was created.")));
        table.on(ChangeGroup.class, this::change);
        table.on(DeleteGroup.class, asked -> groups.delete(asked.name())
                .compose(following -> followed(following, "The group was deleted.")));
        table.on(GroupsOf.class, asked -> known(asked.username()).compose(groups::of).map(GroupReply.GroupNames::new));
        table.on(JoinGroups.class, asked -> known(asked.username()).compose(jid -> groups.join(jid, asked.groups()))
                .compose(following -> followed(following, "The user is a member of the groups.")));
        table.on(LeaveGroups.class, asked -> Future.succeededFuture(jid(asked.username()))
                .compose(jid -> groups.leave(jid, asked.groups()))
                .compose(following -> followed(following, "The user is no member of the groups any more.")));
    }

    private Future<Done> change(ChangeGroup asked) {
        Group given = asked.group();
        if (given.name() != null && !given.name().equals(asked.name())) {
            throw Problem.badRequest("group-renamed", "The name in the body is another one: a group is not renamed.").exception();
        }
        Group change = new Group(asked.name(), given.description(), given.admins(), given.members(), given.shared());
        return groups.change(asked.name(), rules.checked(change)).compose(following -> followed(following, "The group was changed."));
    }

    private Future<String> known(String username) {
        String jid = jid(username);
        return users.exists(names.user(jid).orElseThrow()).map(known -> {
            if (!known) {
                throw unknown();
            }
            return jid;
        });
    }

    private String jid(String username) {
        return names.ours(username).flatMap(names::jid).orElseThrow(GroupResource::unknown);
    }

    private static ProblemException unknown() {
        return Problem.notFound("unknown-user", "There is no such user.").exception();
    }

    private Future<Done> followed(Following following, String what) {
        courier.begin(following.later());
        return courier.settle(following.awaited()).recover(failure -> Future.failedFuture(late(failure, what))).map(new Done());
    }

    private static Throwable late(Throwable failure, String what) {
        return failure instanceof ProblemException refused ? refused.problem().with("done", List.of(what
                + " Some room does not follow it yet; Parley keeps trying.")).exception(failure) : failure;
    }
}
