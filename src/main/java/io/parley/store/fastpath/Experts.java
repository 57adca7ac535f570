package io.parley.store.fastpath;

import io.parley.store.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The experts: how they stand, and what is counted of them in each workgroup. */
public final class Experts {

    /**
     * Who may be offered a question now.
     *
     * @param chats     places taken, in all workgroups
     * @param maxChats  how many may be, by this workgroup
     * @param lastOffer a counter: the lower, the longer without an offer
     */
    public record Eligible(String username, int chats, int maxChats, long lastOffer, long lastChatEnd, Set<String> skills) {
        public boolean hasPlace() {
            return chats < maxChats;
        }
    }

    /** @param streamId null while not logged in */
    public record ExpertRow(String username, String streamId, boolean available, int missed) {
    }

    public record MemberRow(String workgroup, String username, boolean expert, boolean supervisor, boolean joined, int maxChats) {
        private static MemberRow of(Row row) {
            return new MemberRow(row.getString(0), row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4),
                    row.getInteger(5));
        }
    }

    private static final String MEMBER = "select workgroup, username, expert, supervisor, joined, max_chats from workgroup_member ";

    /** Joined, available, and without a pending offer. */
    public Future<List<Eligible>> eligible(SqlClient client, String workgroup) {
        return Sql.of("select m.username, (select count(*) from offer o where o.expert = m.username"
                + " and o.ended_at is null and o.state in ('chat-pending', 'chat-room')), m.max_chats, m.last_offer, m.last_chat_end, m.skills"
                + " from workgroup_member m join expert e on e.username = m.username"
                + " where m.workgroup = #{workgroup} and m.expert = true and m.joined = true and e.available = true"
                + " and not exists (select 1 from offer p where p.pending_expert = m.username)")
                .with("workgroup", workgroup).list(client, Experts::eligible);
    }

    private static Eligible eligible(Row row) {
        Set<String> skills = Arrays.stream(row.getString(5).split(",")).filter(skill -> !skill.isEmpty()).collect(Collectors.toSet());
        return new Eligible(row.getString(0), row.getLong(1).intValue(), row.getInteger(2), row.getLong(3), row.getLong(4), skills);
    }

    /** Locks the row until the transaction ends: nobody else counts this expert's chats meanwhile. */
    public Future<Optional<ExpertRow>> lock(SqlClient client, String username) {
        return expert("select username, stream_id, available, missed from expert where username = #{user} for update", client, username);
    }

    public Future<Optional<ExpertRow>> find(SqlClient client, String username) {
        return expert("select username, stream_id, available, missed from expert where username = #{user}", client, username);
    }

    private static Future<Optional<ExpertRow>> expert(String sql, SqlClient client, String username) {
        return Sql.of(sql).with("user", username).one(client,
                row -> new ExpertRow(row.getString(0), row.getString(1), row.getBoolean(2), row.getInteger(3)));
    }

    public Future<List<MemberRow>> membershipsOf(SqlClient client, String username) {
        return Sql.of(MEMBER + "where username = #{user} order by workgroup").with("user", username).list(client, MemberRow::of);
    }

    public Future<Optional<MemberRow>> member(SqlClient client, String workgroup, String username) {
        return Sql.of(MEMBER + "where workgroup = #{workgroup} and username = #{user}").with("workgroup", workgroup)
                .with("user", username).one(client, MemberRow::of);
    }

    /** Experts of the workgroup who have joined it and are logged in. */
    public Future<List<ExpertRow>> listening(SqlClient client, String workgroup) {
        return Sql.of("select e.username, e.stream_id, e.available, e.missed from workgroup_member m join expert e"
                + " on e.username = m.username where m.workgroup = #{workgroup} and m.expert = true and m.joined = true"
                + " and e.stream_id is not null").with("workgroup", workgroup)
                .list(client, row -> new ExpertRow(row.getString(0), row.getString(1), row.getBoolean(2), row.getInteger(3)));
    }

    /** A new session: they join all their workgroups. */
    public Future<Void> loggedIn(SqlClient client, String username, String streamId) {
        return Sql.of("update expert set stream_id = #{stream}, available = true, missed = 0 where username = #{user}")
                .with("user", username).with("stream", streamId).change(client)
                .compose(done -> Sql.of("update workgroup_member set joined = true where username = #{user} and expert = true")
                        .with("user", username).change(client)).mapEmpty();
    }

    /** Whether it changed anything: a session that was replaced has nothing more to say. */
    public Future<Boolean> attends(SqlClient client, String username, String streamId, boolean available) {
        return Sql.of("update expert set available = #{available}, missed = 0 where username = #{user} and stream_id = #{stream}")
                .with("user", username).with("stream", streamId).with("available", available).change(client).map(rows -> rows > 0);
    }

    public Future<Boolean> gone(SqlClient client, String username, String streamId) {
        return Sql.of("update expert set available = false, stream_id = null where username = #{user} and stream_id = #{stream}")
                .with("user", username).with("stream", streamId).change(client).map(rows -> rows > 0);
    }

    /** Of somebody who is no expert any more, in no workgroup. */
    public Future<Void> forget(SqlClient client, String username) {
        return Sql.of("delete from expert where username = #{user}").with("user", username).change(client).mapEmpty();
    }

    /** After a start nobody is logged in yet. */
    public Future<Void> allGone(SqlClient client) {
        return Sql.of("update expert set available = false, stream_id = null").change(client).mapEmpty();
    }

    public Future<Void> answered(SqlClient client, String username) {
        return Sql.of("update expert set missed = 0 where username = #{user}").with("user", username).change(client).mapEmpty();
    }

    /** One more passed; with {@code most} in a row they are no longer available. */
    public Future<Boolean> missed(SqlClient client, String username, int most) {
        return Sql.of("update expert set missed = missed + 1 where username = #{user}").with("user", username).change(client)
                .compose(done -> Sql.of("update expert set missed = 0, available = false where username = #{user} and missed >= #{most}")
                        .with("user", username).with("most", most).change(client)).map(rows -> rows > 0);
    }

    /** Behind all others in the rotation: a counter, for two offers may be made in the same millisecond. */
    public Future<Void> offered(SqlClient client, String workgroup, List<String> usernames) {
        return Sql.in("update workgroup_member set last_offer = (select max(l.last_offer) from workgroup_member l"
                + " where l.workgroup = #{workgroup}) + 1 where workgroup = #{workgroup} and username in (@user)", "user", usernames)
                .with("workgroup", workgroup).change(client).mapEmpty();
    }

    public Future<Void> chatEnded(SqlClient client, String workgroup, String username, long now) {
        return Sql.of("update workgroup_member set last_chat_end = #{now} where workgroup = #{workgroup} and username = #{user}")
                .with("workgroup", workgroup).with("user", username).with("now", now).change(client).mapEmpty();
    }

    /** {@code maxChats}: null keeps what was. */
    public Future<Boolean> joins(SqlClient client, String workgroup, String username, boolean joined, Integer maxChats) {
        return Sql.of("update workgroup_member set joined = #{joined}, max_chats = coalesce(#{max}, max_chats)"
                + " where workgroup = #{workgroup} and username = #{user} and expert = true")
                .with("workgroup", workgroup).with("user", username).with("joined", joined).with("max", maxChats)
                .change(client).map(rows -> rows > 0);
    }
}
