package io.parley.admin.sip;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.group.MemberNames;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.SipCommand.DeleteSipAccount;
import io.parley.bus.SipCommand.ListSipAccounts;
import io.parley.bus.SipCommand.PutSipAccount;
import io.parley.bus.SipCommand.SipAccountAt;
import io.parley.bus.SipCommand.SipAccountOf;
import io.parley.bus.SipReply;
import io.parley.bus.SipReply.SipAccount;
import io.parley.keys.Seal;
import io.parley.store.SipAccounts;
import io.vertx.core.Future;

/** SIP accounts, kept in SQL; a password is sealed for its user's row before it gets there, and never comes back. */
public final class SipResource implements AdminResource {
    private final SipAccounts accounts;
    private final Seal seal;
    private final MemberNames names;

    public SipResource(SipAccounts accounts, Seal seal, MemberNames names) {
        this.accounts = accounts;
        this.seal = seal;
        this.names = names;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ListSipAccounts.class, asked -> accounts.list(asked.limit(), asked.after()).map(SipReply.SipAccounts::new));
        table.on(SipAccountOf.class, asked -> accounts.of(known(asked.username())));
        table.on(SipAccountAt.class, asked -> accounts.at(asked.extension()));
        table.on(PutSipAccount.class, this::put);
        table.on(DeleteSipAccount.class, asked -> accounts.delete(known(asked.username())).map(new Done()));
    }

    private Future<Done> put(PutSipAccount asked) {
        SipAccount given = asked.account();
        String user = names.ours(given.username()).orElseThrow(() ->
                Problem.badRequest("bad-username", "Nobody here can have this username.").exception());
        SipAccount complete = SipRules.complete(new SipAccount(user, given.sipUsername(), given.authUsername(), given.displayName(),
                given.server(), given.outboundproxy(), given.useStun(), given.stunServer(), given.stunPort(), given.voiceMailNumber(),
                given.enabled(), given.promptCredentials()), asked.password());
        return accounts.put(complete, asked.password() == null ? null : seal.close(asked.password(), place(user))).map(new Done());
    }

    /** Copied into another user's row it cannot be opened. */
    static String place(String user) {
        return "sip_account." + user;
    }

    private String known(String username) {
        return names.ours(username).orElseThrow(() ->
                Problem.notFound("unknown-sip-account", "There is no such SIP account.").exception());
    }
}
