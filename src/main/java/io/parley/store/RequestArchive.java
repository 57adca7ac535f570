package io.parley.store;

import io.parley.bus.FastpathReply.Request;
import io.parley.bus.FastpathReply.Requests;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The requests of a workgroup, open ones and those of long ago, page by page, the newest first. */
public final class RequestArchive {
    private static final String COLUMNS = "select r.id, r.workgroup, r.state, r.reason, r.visitor, r.user_id, r.meta_data, r.asked_at,"
            + " r.taken_at, r.ended_at, r.room_open, r.message from request r where r.workgroup = #{workgroup}";

    private final Store store;
    private final Accepted accepted = new Accepted();
    private final UnaryOperator<String> rooms;

    /** @param rooms the JID of a request's room, by the request's id */
    public RequestArchive(Store store, UnaryOperator<String> rooms) {
        this.store = store;
        this.rooms = rooms;
    }

    /**
     * A page. A request belongs to the workgroup where it is or was last, and tells its name; the room is told while it is open.
     *
     * @return 404 {@code unknown-request} where the page before ended with a request that there is not
     */
    public Future<Requests> list(RequestFilter filter) {
        return store.ask(client -> position(client, filter)
                .compose(before -> select(client, filter, before))
                .compose(rows -> page(client, rows, filter.limit())));
    }

    private static Future<Long> position(SqlClient client, RequestFilter filter) {
        if (filter.after().isEmpty()) {
            return Future.succeededFuture(Long.MAX_VALUE);
        }
        return SqlTemplate.forQuery(client, "select seq from request where id = #{id}").execute(Map.of("id", filter.after().get()))
                .compose(rows -> rows.size() > 0 ? Future.succeededFuture(rows.iterator().next().getLong(0))
                        : Future.failedFuture(Problem.notFound("unknown-request", "There is no request after which to list.").exception()));
    }

    /** One more than the page has, to know whether there is another. */
    private static Future<List<Row>> select(SqlClient client, RequestFilter filter, long before) {
        StringBuilder sql = new StringBuilder(COLUMNS).append(" and r.seq < #{before}");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("workgroup", filter.workgroup());
        parameters.put("before", before);
        parameters.put("limit", filter.limit() + 1);
        filter.state().ifPresent(state -> narrow(sql, " and r.state = #{state}", parameters, "state", state));
        filter.from().ifPresent(from -> narrow(sql, " and r.asked_at >= #{from}", parameters, "from", from.toEpochMilli()));
        filter.to().ifPresent(to -> narrow(sql, " and r.asked_at < #{to}", parameters, "to", to.toEpochMilli()));
        filter.expert().ifPresent(expert -> narrow(sql, " and exists (select 1 from offer o where o.request_id = r.id"
                + " and o.expert = #{expert} and o.accepted_at is not null)", parameters, "expert", expert));
        return SqlTemplate.forQuery(client, sql.append(" order by r.seq desc limit #{limit}").toString()).execute(parameters)
                .map(rows -> {
                    List<Row> found = new ArrayList<>();
                    rows.forEach(found::add);
                    return found;
                });
    }

    private static void narrow(StringBuilder sql, String condition, Map<String, Object> parameters, String name, Object value) {
        sql.append(condition);
        parameters.put(name, value);
    }

    private Future<Requests> page(SqlClient client, List<Row> rows, int limit) {
        List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
        String after = rows.size() > limit ? page.get(limit - 1).getString(0) : null;
        return accepted.of(client, page.stream().map(row -> row.getString(0)).toList())
                .map(experts -> new Requests(page.stream().map(row -> request(row, experts)).toList(), after));
    }

    /** By position: H2 has the columns' names in capitals, PostgreSQL in small letters. */
    private Request request(Row row, Map<String, List<String>> experts) {
        String id = row.getString(0);
        return new Request(id, row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6),
                experts.getOrDefault(id, List.of()), Times.iso(row.getLong(7)), Times.iso(row.getLong(8)), Times.iso(row.getLong(9)),
                row.getBoolean(10) ? rooms.apply(id) : null, row.getString(11));
    }
}
