package io.parley.ops;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Asks all health checks at once; one that does not answer in time is down, for who asks does not wait long either. */
final class Readiness {
    private static final long PATIENCE_SECONDS = 2;

    private final List<HealthCheck> checks;

    Readiness(List<HealthCheck> checks) {
        this.checks = checks;
    }

    /**
     * @param up   whether all are up
     * @param down the names of those that are not
     */
    record Report(boolean up, List<String> down, JsonObject json) {
    }

    Future<Report> report() {
        List<Future<Boolean>> asked = checks.stream().map(Readiness::ask).toList();
        return Future.join(asked).map(all -> {
            JsonArray entries = new JsonArray();
            for (int i = 0; i < checks.size(); i++) {
                entries.add(new JsonObject().put("id", checks.get(i).name()).put("status", word(asked.get(i).result())));
            }
            boolean up = asked.stream().allMatch(Future::result);
            List<String> down = IntStream.range(0, checks.size()).filter(i -> !asked.get(i).result())
                    .mapToObj(i -> checks.get(i).name()).toList();
            return new Report(up, down, new JsonObject().put("status", word(up)).put("checks", entries));
        });
    }

    private static Future<Boolean> ask(HealthCheck check) {
        Future<?> answer;
        try {
            answer = check.check().get();
        } catch (RuntimeException e) {
            return Future.succeededFuture(false);
        }
        return answer.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).map(true).otherwise(false);
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
