package io.parley.store.fastpath;

import io.parley.store.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;

/**
 * The offers of questions to experts, and the chats that became of them. States are the codes of {@code fastpath.ExpertState}. One
 * pending offer of an expert: the unique column {@code pending_expert}.
 */
public final class Offers {
    private static final String SELECT = "select " + OfferRow.COLUMNS + " from offer ";
    /** Not back at the start. As the indexes have it: by a list of states H2 would read every offer that there ever was. */
    private static final String LIVE = "ended_at is null";
    private static final String CHATS = LIVE + " and state in ('chat-pending', 'chat-room')";

    /** An expert who has refused a question, or let it pass, and until when it is not offered to them again. */
    public record Refusal(String requestId, String expert, long until) {
    }

    /** An offer in the making; see {@link OfferRow}. */
    public record NewOffer(String id, String requestId, String workgroup, String expert, String kind, String inviter, String reason,
                           long madeAt, long dueAt) {
    }

    /** Fails with a {@link io.parley.store.DuplicateRow} when the expert has a pending offer. */
    public Future<Void> insert(SqlClient client, NewOffer offer) {
        return Sql.of("insert into offer (id, request_id, workgroup, expert, kind, inviter, reason, state, pending_expert, made_at, due_at,"
                + " refused_until) values (#{id}, #{request}, #{workgroup}, #{expert}, #{kind}, #{inviter}, #{reason}, 'offer-pending', #{expert},"
                + " #{made}, #{due}, 0)")
                .with("id", offer.id()).with("request", offer.requestId()).with("workgroup", offer.workgroup())
                .with("expert", offer.expert()).with("kind", offer.kind()).with("inviter", offer.inviter()).with("reason", offer.reason())
                .with("made", offer.madeAt()).with("due", offer.dueAt()).change(client).mapEmpty();
    }

    /** What of this request is before this expert: an offer, or a chat. */
    public Future<Optional<OfferRow>> live(SqlClient client, String request, String expert) {
        return Sql.of(SELECT + "where request_id = #{request} and expert = #{expert} and " + LIVE)
                .with("request", request).with("expert", expert).one(client, OfferRow::of);
    }

    public Future<Optional<OfferRow>> find(SqlClient client, String id) {
        return Sql.of(SELECT + "where id = #{id}").with("id", id).one(client, OfferRow::of);
    }

    public Future<List<OfferRow>> liveOf(SqlClient client, String request) {
        return Sql.of(SELECT + "where request_id = #{request} and " + LIVE).with("request", request).list(client, OfferRow::of);
    }

    public Future<List<OfferRow>> liveOfExpert(SqlClient client, String expert) {
        return Sql.of(SELECT + "where expert = #{expert} and " + LIVE).with("expert", expert).list(client, OfferRow::of);
    }

    public Future<List<OfferRow>> inState(SqlClient client, String state) {
        return Sql.of(SELECT + "where state = #{state}").with("state", state).list(client, OfferRow::of);
    }

    /** Places that are taken. */
    public Future<Long> chats(SqlClient client, String expert) {
        return Sql.of("select count(*) from offer where expert = #{expert} and " + CHATS).with("expert", expert).count(client);
    }

    public Future<List<Refusal>> refusals(SqlClient client, List<String> requests) {
        return requests.isEmpty() ? Future.succeededFuture(List.of())
                : Sql.in("select request_id, expert, max(refused_until) from offer where request_id in (@request)"
                        + " and state = 'start' and refused_until > 0 group by request_id, expert", "request", requests)
                        .list(client, row -> new Refusal(row.getString(0), row.getString(1), row.getLong(2)));
    }

    /** From offer-pending to chat-pending. */
    public Future<Boolean> accept(SqlClient client, String id, long now, long due) {
        return won(Sql.of("update offer set state = 'chat-pending', pending_expert = null, accepted_at = #{now}, due_at = #{due}"
                + " where id = #{id} and state = 'offer-pending'").with("id", id).with("now", now).with("due", due), client);
    }

    /** From chat-pending to chat-room: the invitation is out, and the expert is expected until {@code due}. */
    public Future<Boolean> invited(SqlClient client, String id, long due) {
        return won(Sql.of("update offer set state = 'chat-room', due_at = case when entered_at is null then cast(#{due} as bigint)"
                + " else null end where id = #{id} and state = 'chat-pending'")
                .with("id", id).with("due", due), client);
    }

    /**
     * {@code due}: null once the expert is there, else until when they are expected again. Somebody may come as soon as the room is there,
     * before they have been invited.
     */
    public Future<Boolean> entered(SqlClient client, String id, Long at, Long due) {
        return won(Sql.of("update offer set entered_at = #{at}, due_at = case when state = 'chat-room' then cast(#{due} as bigint)"
                + " else due_at end where id = #{id} and " + CHATS)
                .with("id", id).with("at", at).with("due", due), client);
    }

    /** Accepted, and not come in time; who came in the last moment has come. */
    public Future<Boolean> lapse(SqlClient client, String id, long now, long refusedUntil) {
        return won(Sql.of("update offer set state = 'start', outcome = 'absent', due_at = null, ended_at = #{now}, refused_until = #{until}"
                + " where id = #{id} and due_at <= #{now} and " + CHATS).with("id", id).with("now", now).with("until", refusedUntil), client);
    }

    /** Back to start, from the state that the caller believes it to be in. */
    public Future<Boolean> close(SqlClient client, String id, String from, String outcome, long now, long refusedUntil) {
        return won(Sql.of("update offer set state = 'start', outcome = #{outcome}, pending_expert = null, due_at = null, ended_at = #{now},"
                + " refused_until = #{until} where id = #{id} and state = #{from}")
                .with("id", id).with("from", from).with("outcome", outcome).with("now", now).with("until", refusedUntil), client);
    }

    /** Not answered in time, or accepted and not come in time. Nothing else has a deadline. */
    public Future<List<OfferRow>> overdue(SqlClient client, String workgroup, long now) {
        return Sql.of(SELECT + "where workgroup = #{workgroup} and due_at between 0 and #{now} order by workgroup, due_at")
                .with("workgroup", workgroup).with("now", now).list(client, OfferRow::of);
    }

    public Future<Optional<Long>> nextDue(SqlClient client, String workgroup) {
        return Sql.of("select due_at from offer where workgroup = #{workgroup} and due_at >= 0 order by workgroup, due_at limit 1")
                .with("workgroup", workgroup).one(client, row -> row.getLong(0));
    }

    /** How long the questions that were accepted last waited, in milliseconds, newest first. */
    public Future<List<Long>> waits(SqlClient client, String workgroup, int limit) {
        return Sql.of("select o.accepted_at - r.asked_at from offer o join request r on r.id = o.request_id where o.workgroup = #{workgroup}"
                + " and o.kind = 'request' and o.accepted_at is not null order by o.made_at desc limit " + limit)
                .with("workgroup", workgroup).list(client, row -> row.getLong(0));
    }

    private static Future<Boolean> won(Sql update, SqlClient client) {
        return update.change(client).map(rows -> rows > 0);
    }
}
