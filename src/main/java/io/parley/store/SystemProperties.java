package io.parley.store;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;

/** Properties that admins have set, at most {@value #MAX_PROPERTIES}: a key, and a value or none. */
public final class SystemProperties {
    static final int MAX_PROPERTIES = 500;

    private final Store store;

    public SystemProperties(Store store) {
        this.store = store;
    }

    /** All of them, by key; a value may be null. */
    public Future<Map<String, String>> all() {
        return store.ask(client -> Sql.of("select prop_key, prop_value from system_property")
                .list(client, row -> new String[] {row.getString(0), row.getString(1)})).map(rows -> {
                    Map<String, String> all = new TreeMap<>();
                    rows.forEach(row -> all.put(row[0], row[1]));
                    return all;
                });
    }

    /** Creates or replaces; 409 {@code too-many-properties}. */
    public Future<Void> put(String key, String value) {
        return Duplicates.retried(() -> store.inTransaction(client -> with("update system_property set prop_value = #{value}"
                + " where prop_key = #{key}", key, value).change(client)
                .compose(changed -> changed > 0 ? Future.<Void>succeededFuture()
                        : Sql.of("select count(*) from system_property").count(client).compose(count -> count < MAX_PROPERTIES
                                ? with("insert into system_property (prop_key, prop_value) values (#{key}, #{value})", key, value)
                                        .change(client).<Void>mapEmpty()
                                : Future.failedFuture(Problem.conflict("too-many-properties",
                                        "There are " + MAX_PROPERTIES + " properties already.").exception())))));
    }

    /** Whether there was one. */
    public Future<Boolean> replace(String key, String value) {
        return store.ask(client -> with("update system_property set prop_value = #{value} where prop_key = #{key}", key, value)
                .change(client)).map(rows -> rows > 0);
    }

    /** Whether there was one. */
    public Future<Boolean> remove(String key) {
        return store.ask(client -> Sql.of("delete from system_property where prop_key = #{key}").with("key", key).change(client))
                .map(rows -> rows > 0);
    }

    private static Sql with(String text, String key, String value) {
        return Sql.of(text).with("key", key).with("value", value);
    }
}
