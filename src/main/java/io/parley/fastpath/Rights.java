package io.parley.fastpath;

import io.parley.bus.Caller;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.store.fastpath.Experts.MemberRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.util.Optional;

/** Who may ask the queue for what. */
final class Rights {
    private final Tables tables;

    Rights(Tables tables) {
        this.tables = tables;
    }

    /** The request, for whoever asked it and for the master secret; 401, 403 {@code not-yours}, 404 {@code unknown-request}. */
    Future<RequestRow> request(Caller caller, String id) {
        if (caller == null) {
            return Future.failedFuture(Problem.of(401, "credentials-missing", "This needs the token that POST /ask returned.").exception());
        }
        if (caller.kind() == Caller.Kind.VISITOR && !caller.isVisitorOf(id)) {
            return Future.failedFuture(notYours());
        }
        return tables.ask(client -> tables.requests().find(client, id)).map(found -> found
                .filter(row -> caller.isMaster() || caller.isVisitorOf(id) || row.username() != null && row.username().equals(caller.user()))
                // whether an id exists is nobody's business but the asker's
                .orElseThrow(() -> caller.isMaster() || caller.kind() == Caller.Kind.VISITOR ? unknown() : notYours()));
    }

    /** As {@link #request}; the master secret may also name a userID. */
    Future<RequestRow> requestOrUser(Caller caller, String key) {
        if (caller == null || !caller.isMaster()) {
            return request(caller, key);
        }
        return tables.ask(client -> tables.requests().find(client, key).compose(found -> found.isPresent() ? Future.succeededFuture(found)
                : tables.requests().findByUserId(client, key))).map(found -> found.orElseThrow(Rights::unknown));
    }

    void desk(Caller caller, String user) {
        if (caller == null || !caller.mayActFor(user)) {
            throw notYours();
        }
    }

    void admin(Caller caller) {
        if (!isAdmin(caller)) {
            throw Problem.of(403, "admins-only", "This is for admins.").exception();
        }
    }

    /** What somebody may see of a workgroup's requests: everything, or what one expert did. */
    record View(Optional<String> expert) {
    }

    /** Admins and supervisors all, experts their own; 403 {@code not-a-member}. */
    Future<View> view(Caller caller, Workgroup workgroup) {
        if (isAdmin(caller)) {
            return Future.succeededFuture(new View(Optional.empty()));
        }
        if (caller == null || caller.user() == null) {
            return Future.failedFuture(notAMember());
        }
        return tables.ask(client -> tables.experts().member(client, workgroup.name(), caller.user()))
                .map(member -> new View(member.orElseThrow(Rights::notAMember).supervisor() ? Optional.empty()
                        : member.map(MemberRow::username)));
    }

    void master(Caller caller) {
        if (caller == null || !caller.isMaster()) {
            throw notYours();
        }
    }

    private static boolean isAdmin(Caller caller) {
        return caller != null && (caller.isMaster() || caller.kind() == Caller.Kind.ADMIN);
    }

    static ProblemException unknown() {
        return Problem.notFound("unknown-request", "There is no such question.").exception();
    }

    private static ProblemException notYours() {
        return Problem.of(403, "not-yours", "This is not yours.").exception();
    }

    private static ProblemException notAMember() {
        return Problem.of(403, "not-a-member", "You are no member of this workgroup.").exception();
    }
}
