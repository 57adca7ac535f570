package io.parley.store;

import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names, e-mail addresses and profile properties of users, read and written together. */
public final class UserDetails {
    /** Users asked for in one statement: a database takes only so many parameters. */
    private static final int CHUNK = 500;
    /** Each try that fails means that another change succeeded meanwhile. */
    private static final int TRIES = 3;

    private final Store store;
    private final ProfileProperties properties;

    private record Named(String user, String name, String email) {
    }

    public UserDetails(Store store) {
        this.store = store;
        this.properties = new ProfileProperties(store);
    }

    /** @return users of whom nothing is kept are left out */
    public Future<Map<String, UserDetail>> of(Collection<String> users) {
        return named(List.copyOf(users)).compose(named -> properties.of(users).map(owned -> {
            Map<String, UserDetail> found = new HashMap<>();
            named.forEach(one -> found.put(one.user(), new UserDetail(one.name(), one.email(), owned.getOrDefault(one.user(), List.of()))));
            owned.forEach((user, list) -> found.putIfAbsent(user, new UserDetail(null, null, list)));
            return found;
        }));
    }

    private Future<List<Named>> named(List<String> users) {
        if (users.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<String> chunk = users.subList(0, Math.min(users.size(), CHUNK));
        return store.ask(client -> Sql.in("select username, name, email from user_detail where username in (@user)", "user", chunk)
                .list(client, row -> new Named(row.getString(0), row.getString(1), row.getString(2))))
                .compose(found -> named(users.subList(chunk.size(), users.size())).map(rest -> {
                    found.addAll(rest);
                    return found;
                }));
    }

    /** Users whose name or e-mail address contains the text, case-insensitive. */
    public Future<Set<String>> matching(String text) {
        return store.ask(client -> Sql.of("select username from user_detail where position(#{text} in lower(name)) > 0"
                + " or position(#{text} in lower(email)) > 0").with("text", text.toLowerCase(Locale.ROOT))
                .list(client, row -> row.getString(0))).map(HashSet::new);
    }

    /** Users who have the property; {@code value}: with this value, null for any. */
    public Future<Set<String>> having(String key, String value) {
        String condition = value == null ? "" : " and prop_value = #{value}";
        return store.ask(client -> Sql.of("select username from user_property where prop_key = #{key}" + condition)
                .with("key", key).with("value", value).list(client, row -> row.getString(0))).map(HashSet::new);
    }

    /** What is kept of the user is this and nothing else. */
    public Future<Void> replace(String user, UserDetail detail) {
        return written(user, detail.name(), detail.email(), detail.properties(), true, TRIES);
    }

    /** Changes what is not null; properties are replaced as a whole. */
    public Future<Void> change(String user, String name, String email, List<Property> changed) {
        return written(user, name, email, changed, false, TRIES);
    }

    private Future<Void> written(String user, String name, String email, List<Property> changed, boolean anew, int tries) {
        return store.inTransaction(connection -> cleared(connection, user, anew)
                        .compose(clear -> named(connection, user, name, email))
                        .compose(named -> owned(connection, user, changed)))
                .recover(failure -> !DuplicateRow.is(failure) ? Future.failedFuture(failure)
                        : tries > 1 ? written(user, name, email, changed, anew, tries - 1)
                        : Future.failedFuture(Problem.unavailable("store-busy", "Others keep changing this user.", 1).exception(failure)));
    }

    private static Future<Integer> cleared(SqlConnection connection, String user, boolean anew) {
        return anew ? deleted(connection, "user_detail", user) : Future.succeededFuture(0);
    }

    private static Future<Integer> named(SqlConnection connection, String user, String name, String email) {
        if (name == null && email == null) {
            return Future.succeededFuture(0);
        }
        return Sql.of("update user_detail set name = coalesce(#{name}, name), email = coalesce(#{email}, email) where username = #{user}")
                .with("user", user).with("name", name).with("email", email).change(connection)
                .compose(updated -> updated > 0 ? Future.succeededFuture(updated)
                        : Sql.of("insert into user_detail (username, name, email) values (#{user}, #{name}, #{email})")
                                .with("user", user).with("name", name).with("email", email).change(connection));
    }

    private static Future<Void> owned(SqlConnection connection, String user, List<Property> changed) {
        if (changed == null) {
            return Future.succeededFuture();
        }
        Future<Integer> done = deleted(connection, "user_property", user);
        for (Property one : changed) {
            done = done.compose(before -> Sql.of("insert into user_property (username, prop_key, prop_value)"
                    + " values (#{user}, #{key}, #{value})").with("user", user).with("key", one.key()).with("value", one.value())
                    .change(connection));
        }
        return done.mapEmpty();
    }

    /** Nothing is kept of the user any more, a lockout neither. */
    public Future<Void> remove(String user) {
        return store.inTransaction(connection -> deleted(connection, "user_detail", user)
                .compose(gone -> deleted(connection, "user_property", user))
                .compose(gone -> deleted(connection, "lockout", user))).mapEmpty();
    }

    private static Future<Integer> deleted(SqlConnection connection, String table, String user) {
        return Sql.of("delete from " + table + " where username = #{user}").with("user", user).change(connection);
    }
}
