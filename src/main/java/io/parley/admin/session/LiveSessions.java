package io.parley.admin.session;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.server.ServerAdmin;
import io.parley.admin.user.Accounts;
import io.parley.admin.user.OwnAccount;
import io.parley.bus.Done;
import io.parley.bus.LiveSessionCommand.Broadcast;
import io.parley.bus.LiveSessionCommand.CountSessions;
import io.parley.bus.LiveSessionCommand.CountUnread;
import io.parley.bus.LiveSessionCommand.EndSessions;
import io.parley.bus.LiveSessionCommand.ListSessions;
import io.parley.bus.LiveSessionCommand.NotifySessions;
import io.parley.bus.LiveSessionReply.LiveSession;
import io.parley.bus.LiveSessionReply.SessionCounts;
import io.parley.bus.LiveSessionReply.SessionPage;
import io.parley.bus.LiveSessionReply;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.session.stanza.Addressee;
import io.vertx.core.Future;
import java.util.List;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;

/** Sessions that run now: who has them, what they are told, and their end. */
public final class LiveSessions implements AdminResource {
    private final ServerAdmin server;
    private final ParleySessions parleys;
    private final ServerSessions servers;
    private final MergedSessions merged;
    private final Accounts accounts;
    private final OwnAccount own;
    private final Unread unread;
    private final DomainBareJid domain;

    public LiveSessions(ServerAdmin server, ParleySessions parleys, Accounts accounts, OwnAccount own, ServerSessions servers,
                        Unread unread, DomainBareJid domain) {
        this.server = server;
        this.parleys = parleys;
        this.servers = servers;
        this.merged = new MergedSessions(domain);
        this.accounts = accounts;
        this.own = own;
        this.unread = unread;
        this.domain = domain;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ListSessions.class, asked -> asked.username() == null ? everybody(asked.limit(), asked.after())
                : walk(asked.username()).compose(walk -> walk.page(asked.limit(), asked.after())));
        table.on(NotifySessions.class, this::tell);
        table.on(EndSessions.class, this::end);
        table.on(Broadcast.class, asked -> server.announce(asked.body()).map(new Done()));
        table.on(CountSessions.class, asked -> everybody(null, null).map(all -> counted(all.sessions())));
        table.on(CountUnread.class, this::countUnread);
    }

    private Future<SessionPage> everybody(Integer limit, String after) {
        return servers.online().compose(told -> parleys.of(null)
                .compose(running -> new SessionWalk(told, running, servers::inDetail, merged).page(limit, after)));
    }

    private Future<SessionWalk> walk(String user) {
        return servers.of(user).compose(told -> parleys.of(user)
                .map(running -> new SessionWalk(told, running, Future::succeededFuture, merged)));
    }

    private Future<Done> tell(NotifySessions asked) {
        return walk(asked.username()).compose(walk -> walk.page(1, null)).compose(page -> page.sessions().isEmpty()
                ? Future.failedFuture(Problem.notFound("no-session", "This user has no session now.").exception())
                : server.tell(asked.username(), asked.body())).map(new Done());
    }

    /** Parley's own first: one whose stream the server ended would come back. */
    private Future<Done> end(EndSessions asked) {
        return own.spare(asked.username()).compose(another -> accounts.ended(asked.username(), "kicked"))
                .compose(ended -> server.endSessions(asked.username())
                .recover(failure -> Future.failedFuture(failure instanceof ProblemException refused
                        ? refused.problem().with("done", List.of("Parley's own session was ended")).exception(failure) : failure)))
                .map(new Done());
    }

    /** A native client's session is no other node's. */
    private SessionCounts counted(List<LiveSession> all) {
        long elsewhere = all.stream().filter(one -> one.creationDate() != null && !one.node().equals(parleys.self())).count();
        return new SessionCounts(all.size() - (int) elsewhere, all.size());
    }

    private Future<LiveSessionReply.Unread> countUnread(CountUnread asked) {
        EntityBareJid user = Addressee.person(asked.jid(), domain);
        if (!user.asDomainBareJid().equals(domain)) {
            return Future.failedFuture(Problem.notFound("unknown-user", "This is no user of this server.").exception());
        }
        return unread.of(user.getLocalpart().toString()).map(count -> new LiveSessionReply.Unread(asked.jid(), count));
    }
}
