package io.parley.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which experts took requests on: the first, and whom they called in or handed over to. */
final class Accepted {
    /** By the request's id, in the order in which they accepted, each once; at most as many ids as a page has. */
    Future<Map<String, List<String>>> of(SqlClient client, List<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Map<String, Object> parameters = new HashMap<>();
        ids.forEach(id -> parameters.put("id" + parameters.size(), id));
        String names = String.join(", ", parameters.keySet().stream().map(name -> "#{" + name + "}").toList());
        return SqlTemplate.forQuery(client, "select request_id, expert from offer where request_id in (" + names + ")"
                + " and accepted_at is not null order by accepted_at, id").execute(parameters).map(rows -> {
                    Map<String, List<String>> experts = new HashMap<>();
                    rows.forEach(row -> add(experts.computeIfAbsent(row.getString(0), id -> new ArrayList<>()), row.getString(1)));
                    return experts;
                });
    }

    private static void add(List<String> experts, String expert) {
        if (!experts.contains(expert)) {
            experts.add(expert);
        }
    }
}
