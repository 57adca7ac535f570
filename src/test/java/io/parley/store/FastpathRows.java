package io.parley.store;

import static io.parley.support.Await.await;

import io.parley.config.Config;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database with rows as the queue would have written them. Times are in seconds after 1970. */
final class FastpathRows {
    private final Vertx vertx = Vertx.vertx();
    private final Store store;
    private int offers;
    private int events;

    FastpathRows(Path directory) {
        String url = "jdbc:h2:file:" + directory.resolve("parley");
        store = await(Store.open(vertx, new Config.Store(url, Optional.empty(), Optional.empty())));
    }

    Store store() {
        return store;
    }

    void close() {
        await(store.close());
        await(vertx.close());
    }

    /** An open request of {@code diabetes}; {@code more}: column, value, column, value … */
    void request(String id, long askedAt, Object... more) {
        Map<String, Object> row = row("id", id, "workgroup", "diabetes", "asked_in", "diabetes", "state", "queued", "offered", false,
                "visitor", "v-" + id + "@visitors.example.org", "user_id", "user of " + id, "nickname", "Visitor",
                "meta_data", "{\"question\":\"Why?\"}", "asked_at", askedAt * 1000, "due_at", 0L, "overflows", 0, "room_open", false);
        row.putAll(row(more));
        insert("request", row);
    }

    /** An offer of {@code diabetes} that is pending. */
    void offer(String request, String expert, long madeAt, Object... more) {
        Map<String, Object> row = row("id", "offer" + ++offers, "request_id", request, "workgroup", "diabetes", "expert", expert,
                "kind", "request", "state", "offer-pending", "made_at", madeAt * 1000, "refused_until", 0L);
        row.putAll(row(more));
        insert("offer", row);
    }

    void event(String request, boolean said, String data) {
        insert("request_event", row("request_id", request, "seq", (long) ++events, "at", 0L, "channel", "chatapi.ask", "data", data,
                "said", said));
    }

    private static Map<String, Object> row(Object... columns) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], columns[i + 1]);
        }
        return row;
    }

    private void insert(String table, Map<String, Object> row) {
        List<String> columns = new ArrayList<>(row.keySet());
        String sql = "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", columns.stream().map(column -> "#{" + column + "}").toList()) + ")";
        await(store.ask(client -> SqlTemplate.forUpdate(client, sql).execute(row).map(SqlResult::rowCount)));
    }
}
