package io.parley.store.fastpath;

import io.parley.store.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;

/**
 * The questions. Every change of a state is one conditional update, which tells by its count who of two has won. States are the codes
 * of {@code fastpath.UserState}; times are milliseconds since 1970.
 */
public final class Requests {
    private static final String SELECT = "select " + RequestRow.COLUMNS + " from request ";
    /** The deadline of who waits for nothing. */
    public static final long NEVER = 9_007_199_254_740_991L;
    /** Of those that are due; the others are due in the next round. */
    private static final int MOST = 200;
    private static final String OPEN = "state in ('queued', 'chat-room')";
    /** A user whose own client is in the room is there without listening; a visitor is in it through us, whether there or not. */
    private static final String ABSENT = OPEN + " and absent_since is not null and (username is null or entered_at is null)";
    /** Of one workgroup and state. All columns of the index: H2 sorts the whole queue when it is told the last alone. */
    private static final String IN_ORDER = " order by workgroup, state, seq";

    /** A question that comes in; {@code asker} and {@code address} are null where nothing is limited by them. */
    public record NewRequest(String id, String workgroup, String state, String reason, String visitor, String username, String streamId,
                             String asker, String address, String userId, String nickname, String metaData, long askedAt, long dueAt) {
        /** The same question as it stands by now. */
        public NewRequest as(String nowState, String nowReason) {
            return new NewRequest(id, workgroup, nowState, nowReason, visitor, username, streamId, asker, address, userId, nickname, metaData,
                    askedAt, dueAt);
        }
    }

    /** One in the line of a workgroup. */
    public record InLine(String id, String username, String streamId, String userId, long askedAt) {
    }

    /** Fails with a {@link io.parley.store.DuplicateRow} when this asker has an open question in the workgroup already. */
    public Future<Void> insert(SqlClient client, NewRequest request) {
        return Sql.of("insert into request (id, workgroup, asked_in, state, offered, reason, visitor, username, stream_id, asker, address,"
                + " user_id, nickname, meta_data, asked_at, due_at, ended_at, overflows, room_open, absent_since) values"
                + " (#{id}, #{workgroup}, #{workgroup}, #{state}, false, #{reason}, #{visitor}, #{username}, #{stream}, #{asker},"
                + " #{address}, #{user}, #{nickname}, #{data}, #{at}, #{due}, #{ended}, 0, false, #{absent})")
                .with("id", request.id()).with("workgroup", request.workgroup()).with("state", request.state())
                .with("reason", request.reason()).with("visitor", request.visitor()).with("username", request.username())
                .with("stream", request.streamId()).with("asker", request.asker()).with("address", request.address())
                .with("user", request.userId()).with("nickname", request.nickname()).with("data", request.metaData())
                .with("at", request.askedAt()).with("due", request.dueAt())
                .with("ended", request.reason() == null ? null : request.askedAt())
                .with("absent", request.username() == null && request.reason() == null ? request.askedAt() : null)
                .change(client).mapEmpty();
    }

    public Future<Optional<RequestRow>> find(SqlClient client, String id) {
        return Sql.of(SELECT + "where id = #{id}").with("id", id).one(client, RequestRow::of);
    }

    /** Locks the row until the transaction ends: nobody else changes this request, or what experts have to do with it, meanwhile. */
    public Future<Optional<RequestRow>> lock(SqlClient client, String id) {
        return Sql.of(SELECT + "where id = #{id} for update").with("id", id).one(client, RequestRow::of);
    }

    /** The newest of this userID. */
    public Future<Optional<RequestRow>> findByUserId(SqlClient client, String userId) {
        return Sql.of(SELECT + "where user_id = #{user} order by seq desc limit 1").with("user", userId).one(client, RequestRow::of);
    }

    public Future<List<RequestRow>> openOf(SqlClient client, String username) {
        return Sql.of(SELECT + "where username = #{user} and " + OPEN).with("user", username).list(client, RequestRow::of);
    }

    public Future<List<RequestRow>> openIn(SqlClient client, String workgroup) {
        return Sql.of(SELECT + "where workgroup = #{workgroup} and " + OPEN).with("workgroup", workgroup).list(client, RequestRow::of);
    }

    /** Those whose room is there, whatever else became of them. */
    public Future<List<RequestRow>> withRoom(SqlClient client) {
        return Sql.of(SELECT + "where room_open = true").list(client, RequestRow::of);
    }

    public Future<Long> openFrom(SqlClient client, String address) {
        return Sql.of("select count(*) from request where address = #{address}").with("address", address).count(client);
    }

    /** Its place in the queue, from 1; of one that has just left the queue, what its place was. */
    public Future<Integer> position(SqlClient client, RequestRow request) {
        return Sql.of("select count(*) from request where workgroup = #{workgroup} and state = 'queued' and seq < #{seq}")
                .with("workgroup", request.workgroup()).with("seq", request.seq()).count(client).map(before -> before.intValue() + 1);
    }

    public Future<List<InLine>> line(SqlClient client, String workgroup) {
        return Sql.of("select id, username, stream_id, user_id, asked_at from request where workgroup = #{workgroup}"
                + " and state = 'queued'" + IN_ORDER).with("workgroup", workgroup)
                .list(client, row -> new InLine(row.getString(0), row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
    }

    public Future<Long> waiting(SqlClient client, String workgroup) {
        return Sql.of("select count(*) from request where workgroup = #{workgroup} and state = 'queued'")
                .with("workgroup", workgroup).count(client);
    }

    /** Those that nobody is offered now, in order. */
    public Future<List<RequestRow>> unoffered(SqlClient client, String workgroup, long afterSeq, int limit) {
        return Sql.of(SELECT + "where workgroup = #{workgroup} and state = 'queued' and offered = false and taken_by is null"
                + " and seq > #{seq}" + IN_ORDER + " limit " + limit)
                .with("workgroup", workgroup).with("seq", afterSeq).list(client, RequestRow::of);
    }

    /** Whether the right to make offers was won. */
    public Future<Boolean> offer(SqlClient client, String id) {
        return won(Sql.of("update request set offered = true where id = #{id} and state = 'queued' and offered = false"
                + " and taken_by is null").with("id", id), client);
    }

    /** When no offer is open any more. */
    public Future<Boolean> unoffer(SqlClient client, String id) {
        return won(Sql.of("update request set offered = false where id = #{id} and not exists (select 1 from offer"
                + " where request_id = #{id} and state = 'offer-pending' and kind = 'request')").with("id", id), client);
    }

    /** Whether this expert is the one who has it. */
    public Future<Boolean> take(SqlClient client, String id, String expert, long now) {
        return won(Sql.of("update request set taken_by = #{expert}, taken_at = #{now}, offered = false, due_at = " + NEVER
                + " where id = #{id} and state = 'queued' and taken_by is null").with("id", id).with("expert", expert).with("now", now), client);
    }

    /** Before its room is made, so that it is closed whatever happens meanwhile. Whether this expert's chat still waits for it. */
    public Future<Boolean> roomBegun(SqlClient client, String id, String expert) {
        return won(Sql.of("update request set room_open = true, keeper = coalesce(keeper, workgroup) where id = #{id}"
                + " and (state = 'chat-room' or state = 'queued' and taken_by = #{expert})").with("id", id).with("expert", expert), client);
    }

    /** From queued to chat-room: the room is there. */
    public Future<Boolean> invited(SqlClient client, String id, String expert, long now) {
        return won(Sql.of("update request set state = 'chat-room', invited_at = #{now}, room_open = true,"
                + " keeper = coalesce(keeper, workgroup)"
                + " where id = #{id} and state = 'queued' and taken_by = #{expert}")
                .with("id", id).with("expert", expert).with("now", now), client);
    }

    /** Back to its place in a queue, from wherever it was taken. */
    public Future<Boolean> requeue(SqlClient client, String id, String workgroup, long due) {
        return won(Sql.of("update request set state = 'queued', workgroup = #{workgroup}, taken_by = null, taken_at = null,"
                + " invited_at = null, offered = false, due_at = #{due} where id = #{id} and (state = 'chat-room'"
                + " or state = 'queued' and taken_by is not null)").with("id", id).with("workgroup", workgroup).with("due", due), client);
    }

    /** Nobody took it in time: it waits elsewhere. */
    public Future<Boolean> overflow(SqlClient client, String id, String from, String to, long due) {
        return won(Sql.of("update request set workgroup = #{to}, due_at = #{due}, overflows = overflows + 1, offered = false where id = #{id}"
                + " and workgroup = #{from} and state = 'queued' and taken_by is null")
                .with("id", id).with("from", from).with("to", to).with("due", due), client);
    }

    /** Over, from any open state; whoever had a limit by it is free of that. */
    public Future<Boolean> end(SqlClient client, String id, String reason, long now) {
        return won(Sql.of("update request set state = 'start', reason = #{reason}, ended_at = #{now}, asker = null, address = null,"
                + " offered = false, absent_since = null where id = #{id} and " + OPEN).with("id", id).with("reason", reason).with("now", now), client);
    }

    /** As {@link #end}, but only while nobody has taken it. */
    public Future<Boolean> endUnanswered(SqlClient client, String id, String reason, long now) {
        return won(Sql.of("update request set state = 'start', reason = #{reason}, ended_at = #{now}, asker = null, address = null,"
                + " offered = false, absent_since = null where id = #{id} and state = 'queued' and taken_by is null")
                .with("id", id).with("reason", reason).with("now", now), client);
    }

    public Future<Boolean> handedTo(SqlClient client, String id, String expert) {
        return won(Sql.of("update request set taken_by = #{expert} where id = #{id} and state = 'chat-room'")
                .with("id", id).with("expert", expert), client);
    }

    /** {@code at}: null when the asker has been cut off, and is waited for again since {@code waitedFor}. */
    public Future<Boolean> entered(SqlClient client, String id, Long at, Long waitedFor) {
        return won(Sql.of("update request set entered_at = #{at}, invited_at = coalesce(#{since}, invited_at)"
                + " where id = #{id} and " + OPEN).with("id", id).with("at", at).with("since", waitedFor), client);
    }

    public Future<Boolean> roomClosed(SqlClient client, String id) {
        return won(Sql.of("update request set room_open = false where id = #{id}").with("id", id), client);
    }

    public Future<Boolean> present(SqlClient client, String id) {
        return won(Sql.of("update request set absent_since = null where id = #{id} and " + OPEN).with("id", id), client);
    }

    /** The asker does not listen; one with a session does all the same. */
    public Future<Boolean> absent(SqlClient client, String id, long since) {
        return won(Sql.of("update request set absent_since = #{since} where id = #{id} and stream_id is null and " + OPEN)
                .with("id", id).with("since", since), client);
    }

    /** After a start nobody listens yet. */
    public Future<Integer> allAbsent(SqlClient client, long since) {
        return Sql.of("update request set absent_since = #{since}, stream_id = null where " + OPEN).with("since", since).change(client);
    }

    /** The asker's new session. */
    public Future<Integer> movedTo(SqlClient client, String username, String streamId) {
        return Sql.of("update request set stream_id = #{stream}, absent_since = null where username = #{user} and " + OPEN)
                .with("user", username).with("stream", streamId).change(client);
    }

    /** The asker's session has ended; one that was replaced before has nothing more to say. */
    public Future<Boolean> sessionEnded(SqlClient client, String id, String streamId, Long absentSince) {
        return won(Sql.of("update request set stream_id = null, absent_since = #{since} where id = #{id} and stream_id = #{stream} and " + OPEN)
                .with("id", id).with("stream", streamId).with("since", absentSince), client);
    }

    public Future<Boolean> leaveMessage(SqlClient client, String id, String text) {
        return won(Sql.of("update request set message = #{text} where id = #{id} and state = 'start'").with("id", id).with("text", text),
                client);
    }

    /** Queued, and their time is up, in the order of that: in the order of the queue PostgreSQL would read all of it. */
    public Future<List<RequestRow>> overdue(SqlClient client, String workgroup, long now) {
        return Sql.of(SELECT + "where workgroup = #{workgroup} and state = 'queued' and due_at <= #{now}"
                + " order by workgroup, state, due_at, seq limit " + MOST)
                .with("workgroup", workgroup).with("now", now).list(client, RequestRow::of);
    }

    /**
     * Invited so long ago and not come, or neither listening nor asking for so long; who is both is there twice. Two questions, for an "or"
     * would read all requests that there ever were.
     */
    public Future<List<RequestRow>> deserted(SqlClient client, String workgroup, long invitedUntil, long absentUntil) {
        return Sql.of(SELECT + "where workgroup = #{workgroup} and state = 'chat-room' and entered_at is null and invited_at <= #{invited}"
                + " union all " + SELECT + "where workgroup = #{workgroup} and absent_since between 0 and #{absent} and " + ABSENT
                + " limit " + MOST)
                .with("workgroup", workgroup).with("invited", invitedUntil).with("absent", absentUntil).list(client, RequestRow::of);
    }

    /** When the first of those that wait is due. */
    public Future<Optional<Long>> nextDue(SqlClient client, String workgroup) {
        return first(client, Sql.of("select due_at from request where workgroup = #{workgroup} and state = 'queued'"
                + " order by workgroup, state, due_at limit 1").with("workgroup", workgroup));
    }

    /** Since when the first of those who are invited has not come. */
    public Future<Optional<Long>> firstInvited(SqlClient client, String workgroup) {
        return first(client, Sql.of("select invited_at from request where workgroup = #{workgroup} and state = 'chat-room'"
                + " and entered_at is null order by invited_at limit 1").with("workgroup", workgroup));
    }

    /** Since when the first of those who are absent has been; from 0 on, for in H2's index all who are not absent come first. */
    public Future<Optional<Long>> firstAbsent(SqlClient client, String workgroup) {
        return first(client, Sql.of("select absent_since from request where workgroup = #{workgroup} and absent_since >= 0 and " + ABSENT
                + " order by workgroup, absent_since limit 1").with("workgroup", workgroup));
    }

    private static Future<Optional<Long>> first(SqlClient client, Sql query) {
        return query.one(client, row -> row.getLong(0));
    }

    private static Future<Boolean> won(Sql update, SqlClient client) {
        return update.change(client).map(rows -> rows > 0);
    }
}
