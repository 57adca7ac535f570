package io.parley.admin.user;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.server.ServerAdmin;
import io.parley.admin.server.StandardCommand;
import io.parley.bus.Done;
import io.parley.bus.ProblemException;
import io.parley.bus.UserCommand.LetIn;
import io.parley.bus.UserCommand.LockOut;
import io.parley.store.Lockouts;
import io.vertx.core.Future;
import java.util.List;

/**
 * Lockouts: Parley logs nobody in who is locked out, on whatever server; where the server can, it does the same for native clients. Where
 * it cannot, the user's sessions are ended, and a native client may come back.
 */
public final class LockedUsers implements AdminResource {
    private final ServerAdmin server;
    private final KnownUsers known;
    private final Lockouts lockouts;
    private final Accounts accounts;
    private final OwnAccount own;

    public LockedUsers(ServerAdmin server, KnownUsers known, Lockouts lockouts, Accounts accounts, OwnAccount own) {
        this.server = server;
        this.known = known;
        this.lockouts = lockouts;
        this.accounts = accounts;
        this.own = own;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(LockOut.class, this::lockOut);
        table.on(LetIn.class, this::letIn);
    }

    /**
     * What stands when a step fails is a lockout or none, and the problem tells of one. Only after a definite refusal it is taken back: else
     * the server may keep the user out, and another admin who asked for the same may have been told so.
     */
    private Future<Done> lockOut(LockOut asked) {
        String user = asked.username();
        return own.spare(user).compose(another -> known.require(user))
                .compose(exists -> lockouts.add(user))
                .compose(added -> atServer(StandardCommand.DISABLE_USER, () -> server.disableUser(user))
                        .recover(failure -> ProblemException.isRefusal(failure) ? refused(user, added, failure) : unclear(user, failure)))
                .compose(locked -> accounts.ended(user, "locked-out").compose(ended -> endedAtServer(user))
                        .recover(failure -> Future.failedFuture(lockedAlready(failure))))
                .map(new Done());
    }

    private Future<Void> refused(String user, boolean added, Throwable failure) {
        return added ? lockouts.remove(user).transform(undone -> Future.failedFuture(failure)) : Future.failedFuture(failure);
    }

    private Future<Void> unclear(String user, Throwable failure) {
        return accounts.ended(user, "locked-out").transform(ended -> Future.failedFuture(lockedAlready(failure)));
    }

    private Future<Void> endedAtServer(String user) {
        return atServer(StandardCommand.END_USER_SESSION, () -> server.endSessions(user));
    }

    private Future<Done> letIn(LetIn asked) {
        String user = asked.username();
        return known.require(user).compose(exists -> atServer(StandardCommand.REENABLE_USER, () -> server.reenableUser(user)))
                .compose(enabled -> lockouts.remove(user)).compose(removed -> accounts.changed(user)).map(new Done());
    }

    private interface Step {
        Future<Void> go();
    }

    private Future<Void> atServer(StandardCommand command, Step step) {
        return server.capabilities().compose(offered -> offered.offers(command) ? step.go() : Future.succeededFuture());
    }

    private static Throwable lockedAlready(Throwable failure) {
        return failure instanceof ProblemException refused
                ? refused.problem().with("done", List.of("the user is locked out")).exception(failure) : failure;
    }
}
