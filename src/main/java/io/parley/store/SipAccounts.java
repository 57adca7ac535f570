package io.parley.store;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SipReply.SipAccount;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;

/** SIP accounts: one for each user, an extension for one of them. Passwords come here sealed. */
public final class SipAccounts {
    private static final String COLUMNS = "username, extension, auth_username, display_name, server, outbound_proxy, use_stun, stun_server,"
            + " stun_port, voice_mail, enabled, prompt_credentials";

    private final Store store;

    public SipAccounts(Store store) {
        this.store = store;
    }

    public Future<List<SipAccount>> list(Integer limit, String after) {
        return store.ask(client -> Sql.of("select " + COLUMNS + " from sip_account where username > #{after} order by username"
                        + (limit == null ? "" : " limit #{limit}"))
                .with("after", after == null ? "" : after).with("limit", limit).list(client, SipAccounts::account));
    }

    /** 404 {@code unknown-sip-account}. */
    public Future<SipAccount> of(String username) {
        return one("username", username);
    }

    /** 404 {@code unknown-sip-account}. */
    public Future<SipAccount> at(String extension) {
        return one("extension", extension);
    }

    private Future<SipAccount> one(String column, String value) {
        return store.ask(client -> Sql.of("select " + COLUMNS + " from sip_account where " + column + " = #{value}").with("value", value)
                .one(client, SipAccounts::account)).map(found -> found.orElseThrow(SipAccounts::unknown));
    }

    /** As it was sealed; empty for an account without one, or no account. */
    public Future<Optional<String>> password(String username) {
        return store.ask(client -> Sql.of("select password from sip_account where username = #{username} and password is not null")
                .with("username", username).one(client, row -> row.getString(0)));
    }

    /**
     * Creates or replaces; 409 {@code extension-taken}.
     *
     * @param password sealed; null keeps the one that there is
     */
    public Future<Void> put(SipAccount account, String password) {
        return Duplicates.retried(() -> store.inTransaction(client -> isFree(client, account)
                .compose(free -> with("update sip_account set extension = #{extension}, auth_username = #{auth}, display_name = #{display},"
                        + " password = coalesce(cast(#{password} as varchar(8192)), password), server = #{server},"
                        + " outbound_proxy = #{proxy},"
                        + " use_stun = #{stun}, stun_server = #{stunServer}, stun_port = #{stunPort}, voice_mail = #{voiceMail},"
                        + " enabled = #{enabled}, prompt_credentials = #{prompt} where username = #{username}", account, password)
                        .change(client))
                .compose(changed -> changed > 0 ? Future.succeededFuture()
                        : with("insert into sip_account (" + COLUMNS + ", password) values (#{username}, #{extension}, #{auth}, #{display},"
                                + " #{server}, #{proxy}, #{stun}, #{stunServer}, #{stunPort}, #{voiceMail}, #{enabled}, #{prompt},"
                                + " #{password})", account, password).change(client).mapEmpty())));
    }

    private static Future<Void> isFree(SqlClient client, SipAccount account) {
        return Sql.of("select count(*) from sip_account where extension = #{extension} and username <> #{username}")
                .with("extension", account.sipUsername()).with("username", account.username()).count(client)
                .compose(others -> others == 0 ? Future.succeededFuture() : Future.failedFuture(
                        Problem.conflict("extension-taken", "Another user has this extension.").exception()));
    }

    /** 404 {@code unknown-sip-account}. */
    public Future<Void> delete(String username) {
        return store.ask(client -> Sql.of("delete from sip_account where username = #{username}").with("username", username).change(client))
                .compose(rows -> rows > 0 ? Future.succeededFuture() : Future.failedFuture(unknown()));
    }

    /** As {@link #delete}, of one that there may be. */
    public Future<Void> forget(String username) {
        return store.ask(client -> Sql.of("delete from sip_account where username = #{username}").with("username", username).change(client))
                .mapEmpty();
    }

    private static ProblemException unknown() {
        return Problem.notFound("unknown-sip-account", "There is no such SIP account.").exception();
    }

    private static Sql with(String text, SipAccount it, String password) {
        return Sql.of(text).with("username", it.username()).with("extension", it.sipUsername()).with("auth", it.authUsername())
                .with("display", it.displayName()).with("password", password).with("server", it.server()).with("proxy", it.outboundproxy())
                .with("stun", it.useStun()).with("stunServer", it.stunServer()).with("stunPort", it.stunPort())
                .with("voiceMail", it.voiceMailNumber()).with("enabled", it.enabled()).with("prompt", it.promptCredentials());
    }

    private static SipAccount account(Row row) {
        return new SipAccount(row.getString(0), row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getBoolean(6), row.getString(7), row.getInteger(8), row.getString(9), row.getBoolean(10), row.getBoolean(11));
    }
}
