package io.parley.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One statement with its parameters, by name: {@code #{name}} in the text. Columns are read by position, for H2 has their names in
 * capitals and PostgreSQL in small letters.
 */
public final class Sql {
    private final String text;
    private final Map<String, Object> parameters = new HashMap<>();

    private Sql(String text) {
        this.text = text;
    }

    public static Sql of(String text) {
        return new Sql(text);
    }

    /** {@code value} may be null. */
    public Sql with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** A list for {@code in (…)}: writes {@code #{name0}, #{name1}…} where the text says {@code @name}. Never for an empty one. */
    public static Sql in(String text, String name, List<?> values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add("#{" + name + names.size() + "}"));
        Sql sql = new Sql(text.replace("@" + name, String.join(", ", names)));
        for (int at = 0; at < values.size(); at++) {
            sql.with(name + at, values.get(at));
        }
        return sql;
    }

    /** @return how many rows it changed */
    public Future<Integer> change(SqlClient client) {
        return SqlTemplate.forUpdate(client, text).execute(parameters).map(SqlResult::rowCount);
    }

    public <T> Future<List<T>> list(SqlClient client, Function<Row, T> mapper) {
        return SqlTemplate.forQuery(client, text).execute(parameters).map(rows -> {
            List<T> found = new ArrayList<>();
            rows.forEach(row -> found.add(mapper.apply(row)));
            return found;
        });
    }

    public <T> Future<Optional<T>> one(SqlClient client, Function<Row, T> mapper) {
        return list(client, mapper).map(found -> found.stream().findFirst());
    }

    public Future<Long> count(SqlClient client) {
        return one(client, row -> row.getLong(0)).map(found -> found.orElse(0L));
    }
}
