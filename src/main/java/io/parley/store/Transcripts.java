package io.parley.store;

import io.parley.bus.FastpathReply.Said;
import io.parley.bus.FastpathReply.SaidMessage;
import io.parley.bus.FastpathReply.Transcript;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked and what was said. Of a room in which more than {@value #MAX} messages were said the last are told. */
public final class Transcripts {
    static final int MAX = 5000;

    private final Store store;
    private final Accepted accepted = new Accepted();
    private final SaidEvent event = new SaidEvent();

    public Transcripts(Store store) {
        this.store = store;
    }

    /**
     * A request with its messages in their order.
     *
     * @param workgroup where the request is or was last
     * @param expert    empty for who may read all; else whoever accepted the request
     * @return 404 {@code unknown-request}; 403 {@code not-yours} for another expert
     */
    public Future<Transcript> of(String workgroup, String id, Optional<String> expert) {
        return store.ask(client -> request(client, workgroup, id)
                .compose(request -> accepted.of(client, List.of(id)).map(experts -> experts.getOrDefault(id, List.of()))
                        .compose(experts -> expert.isEmpty() || experts.contains(expert.get()) ? messages(client, id)
                                .map(said -> transcript(request, experts, said)) : Future.failedFuture(notYours()))));
    }

    /** What was said about a request; nothing where there is none. */
    public Future<Said> said(String id) {
        return store.ask(client -> messages(client, id)).map(Said::new);
    }

    private static Future<Row> request(SqlClient client, String workgroup, String id) {
        return SqlTemplate.forQuery(client, "select id, workgroup, user_id, meta_data, asked_at, ended_at from request"
                + " where id = #{id} and workgroup = #{workgroup}").execute(Map.of("id", id, "workgroup", workgroup))
                .compose(rows -> rows.size() > 0 ? Future.succeededFuture(rows.iterator().next())
                        : Future.failedFuture(Problem.notFound("unknown-request", "The workgroup has no such request.").exception()));
    }

    /** The last ones first, that the bound leaves out the oldest. */
    private Future<List<SaidMessage>> messages(SqlClient client, String id) {
        return SqlTemplate.forQuery(client, "select data from request_event where request_id = #{id} and said order by seq desc"
                + " limit #{max}").execute(Map.of("id", id, "max", MAX)).map(rows -> {
                    List<SaidMessage> messages = new ArrayList<>();
                    rows.forEach(row -> messages.add(event.read(row.getString(0))));
                    Collections.reverse(messages);
                    return messages;
                });
    }

    private static Throwable notYours() {
        return Problem.of(403, "not-yours", "Another expert answered this request.").exception();
    }

    private static Transcript transcript(Row request, List<String> experts, List<SaidMessage> messages) {
        return new Transcript(request.getString(0), request.getString(1), request.getString(2), question(request.getString(3)), experts,
                Times.iso(request.getLong(4)), Times.iso(request.getLong(5)), messages);
    }

    private static String question(String metaData) {
        return new JsonObject(metaData).getValue("question") instanceof String question ? question : null;
    }
}
