package io.parley.store;

import io.parley.bus.FastpathReply.ExpertStatistics;
import io.parley.bus.FastpathReply.Statistics;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What became of the requests that were asked in a time, and of the offers that were made in it. Requests count for the workgroup where
 * they are or were last, offers for the one that made them.
 */
public final class RequestStatistics {
    private static final String REQUESTS = "select count(*),"
            + " coalesce(sum(case when ended_at is not null and invited_at is null and reason in ('departure-requested', 'visitor-gone')"
            + " then 1 else 0 end), 0),"
            + " coalesce(sum(case when ended_at is not null and reason = 'agent-not-found' then 1 else 0 end), 0),"
            + " avg(cast(taken_at - asked_at as double precision)), avg(cast(ended_at - invited_at as double precision))"
            + " from request where workgroup = #{workgroup} and asked_at >= #{from} and asked_at < #{to}";
    private static final String OFFERS = "select expert, count(*), sum(case when accepted_at is not null then 1 else 0 end),"
            + " sum(case when outcome = 'rejected' then 1 else 0 end), sum(case when outcome = 'missed' then 1 else 0 end),"
            + " avg(cast(ended_at - entered_at as double precision))"
            + " from offer where workgroup = #{workgroup} and made_at >= #{from} and made_at < #{to} group by expert order by expert";

    private final Store store;

    public RequestStatistics(Store store) {
        this.store = store;
    }

    /**
     * @param from   asked or offered then or later
     * @param to     and before
     * @param expert whose own numbers are told beside the workgroup's; empty for every expert's
     */
    public Future<Statistics> between(String workgroup, Instant from, Instant to, Optional<String> expert) {
        Map<String, Object> parameters = Map.of("workgroup", workgroup, "from", from.toEpochMilli(), "to", to.toEpochMilli());
        return store.ask(client -> requests(client, parameters).compose(asked -> offers(client, parameters)
                .map(experts -> new Statistics(workgroup, from.toString(), to.toString(), asked.asked(),
                        sum(experts, ExpertStatistics::accepted), sum(experts, ExpertStatistics::rejected),
                        sum(experts, ExpertStatistics::missed), asked.abandoned(), asked.unanswered(), asked.averageWait(),
                        asked.averageDuration(), own(experts, expert)))));
    }

    private record Asked(long asked, long abandoned, long unanswered, double averageWait, double averageDuration) {
    }

    private static Future<Asked> requests(SqlClient client, Map<String, Object> parameters) {
        return SqlTemplate.forQuery(client, REQUESTS).execute(parameters).map(rows -> asked(rows.iterator().next()));
    }

    private static Asked asked(Row row) {
        return new Asked(row.getLong(0), row.getLong(1), row.getLong(2), Times.seconds(row.getDouble(3)), Times.seconds(row.getDouble(4)));
    }

    private static Future<List<ExpertStatistics>> offers(SqlClient client, Map<String, Object> parameters) {
        return SqlTemplate.forQuery(client, OFFERS).execute(parameters).map(rows -> {
            List<ExpertStatistics> experts = new ArrayList<>();
            rows.forEach(row -> experts.add(new ExpertStatistics(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3),
                    row.getLong(4), Times.seconds(row.getDouble(5)))));
            return experts;
        });
    }

    private static long sum(List<ExpertStatistics> experts, ToLongFunction<ExpertStatistics> number) {
        return experts.stream().mapToLong(number).sum();
    }

    private static List<ExpertStatistics> own(List<ExpertStatistics> experts, Optional<String> expert) {
        return experts.stream().filter(one -> expert.isEmpty() || one.expert().equals(expert.get())).toList();
    }
}
