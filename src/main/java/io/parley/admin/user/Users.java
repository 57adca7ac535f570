package io.parley.admin.user;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.server.ServerAdmin;
import io.parley.bus.DirectoryReply.User;
import io.parley.bus.Done;
import io.parley.bus.ProblemException;
import io.parley.bus.UserCommand.ChangeUser;
import io.parley.bus.UserCommand.CreateUser;
import io.parley.bus.UserCommand.DeleteUser;
import io.parley.bus.UserCommand.GetUser;
import io.parley.bus.UserCommand.ListUsers;
import io.parley.store.Departures;
import io.parley.store.ProfileProperties;
import io.parley.store.UserDetail;
import io.parley.store.UserDetails;
import io.vertx.core.Future;
import java.util.List;

/**
 * Users: accounts of the XMPP server, with what Parley keeps of them. The server goes first, for of two who want the same at once it lets
 * one have it; what then fails is undone where it can be, and told where it cannot.
 */
public final class Users implements AdminResource {
    private final ServerAdmin server;
    private final KnownUsers known;
    private final UserDetails details;
    private final Departures departures;
    private final Accounts accounts;
    private final OwnAccount own;
    private final Belongings belongings;

    public Users(ServerAdmin server, KnownUsers known, UserDetails details, Departures departures, Accounts accounts, OwnAccount own,
                 Belongings belongings) {
        this.server = server;
        this.known = known;
        this.details = details;
        this.departures = departures;
        this.accounts = accounts;
        this.own = own;
        this.belongings = belongings;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ListUsers.class, new UserPages(known, details)::page);
        table.on(GetUser.class, this::get);
        table.on(CreateUser.class, this::create);
        table.on(ChangeUser.class, this::change);
        table.on(DeleteUser.class, this::delete);
    }

    private Future<User> get(GetUser asked) {
        String user = asked.username();
        return known.require(user).compose(exists -> details.of(List.of(user)))
                .map(kept -> UserPages.described(user, kept.getOrDefault(user, UserDetail.NONE)));
    }

    /** Rows that somebody of this name has left behind are no part of the new user. */
    private Future<Done> create(CreateUser asked) {
        String user = asked.username();
        ProfileProperties.require(asked.properties());
        return departed(user).compose(clear -> server.addUser(user, asked.password())).onComplete(done -> known.changed())
                .compose(added -> Future.join(details.remove(user), belongings.userCreated(user))
                        .compose(clear -> details.replace(user, new UserDetail(asked.name(), asked.email(), asked.properties())))
                        .recover(failure -> undone(user, failure)))
                .map(new Done());
    }

    /** What a deletion that broke off has left goes; what somebody has been given who was not there yet stays. */
    private Future<Void> departed(String user) {
        return departures.has(user).compose(left -> left ? known.has(user) : Future.succeededFuture(true))
                .compose(stays -> stays ? Future.succeededFuture() : cleared(user));
    }

    private Future<Void> undone(String user, Throwable failure) {
        return server.deleteUser(user).transform(undone -> Future.failedFuture(undone.succeeded() ? failure
                : partly(failure, "the account was made")));
    }

    private Future<Done> change(ChangeUser asked) {
        String user = asked.username();
        if (asked.properties() != null) {
            ProfileProperties.require(asked.properties());
        }
        return (asked.password() == null ? Future.<Void>succeededFuture() : own.spare(user)).compose(another -> known.require(user))
                .compose(exists -> asked.password() == null ? kept(asked) : newPassword(user, asked.password())
                        .compose(changed -> Future.join(accounts.changed(user), kept(asked)).<Void>mapEmpty()
                                .recover(failure -> Future.failedFuture(partly(failure, "the password was changed")))))
                .map(new Done());
    }

    /** Where nobody knows whether the server has done it, the old one may count no more. */
    private Future<Void> newPassword(String user, String password) {
        return server.changePassword(user, password).recover(failure -> ProblemException.isRefusal(failure) ? Future.failedFuture(failure)
                : accounts.changed(user).transform(told -> Future.failedFuture(failure)));
    }

    private Future<Void> kept(ChangeUser asked) {
        return details.change(asked.username(), asked.name(), asked.email(), asked.properties());
    }

    private Future<Done> delete(DeleteUser asked) {
        String user = asked.username();
        return own.spare(user).compose(another -> required(user)).compose(exists -> departures.add(user))
                .compose(noted -> server.deleteUser(user).recover(failure -> stays(user, failure)))
                .onComplete(done -> known.changed())
                .compose(deleted -> cleared(user).recover(failure -> Future.failedFuture(partly(failure, "the account was deleted"))))
                .map(new Done());
    }

    private Future<Void> stays(String user, Throwable failure) {
        return ProblemException.isRefusal(failure) ? departures.remove(user).transform(removed -> Future.failedFuture(failure))
                : Future.failedFuture(failure);
    }

    /** A deletion that broke off when the account was gone is finished by the next. */
    private Future<Void> required(String user) {
        return known.require(user).recover(failure -> isUnknown(failure)
                ? cleared(user).compose(clear -> Future.failedFuture(failure)) : Future.failedFuture(failure));
    }

    private Future<Void> cleared(String user) {
        return Future.join(accounts.ended(user, "deleted"), details.remove(user), belongings.userDeleted(user))
                .compose(clear -> departures.remove(user));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().code().equals("unknown-user");
    }

    /** What stands although the rest failed. */
    private static Throwable partly(Throwable failure, String done) {
        return failure instanceof ProblemException refused ? refused.problem().with("done", List.of(done)).exception(failure) : failure;
    }
}
