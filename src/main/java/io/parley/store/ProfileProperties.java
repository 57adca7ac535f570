package io.parley.store;

import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The profile properties of users: at most {@value #MAX_PROPERTIES} of one user, a key of 1 to {@value #MAX_KEY} characters, a value of
 * at most {@value #MAX_VALUE} bytes of UTF-8.
 */
public final class ProfileProperties {
    static final int MAX_PROPERTIES = 100;
    static final int MAX_KEY = 100;
    static final int MAX_VALUE = 65_536;
    /** Users asked for in one statement: a database takes only so many parameters. */
    private static final int CHUNK = 500;
    /** Each try that fails means that another put succeeded meanwhile. */
    private static final int TRIES = 3;

    private final Store store;

    public ProfileProperties(Store store) {
        this.store = store;
    }

    /** @return each user's properties in the order of their keys; users without any are left out */
    public Future<Map<String, List<Property>>> of(Collection<String> users) {
        List<String> all = List.copyOf(users);
        Future<Map<String, List<Property>>> found = Future.succeededFuture(new HashMap<>());
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            found = found.compose(properties -> store.ask(client -> select(client, chunk)).map(rows -> {
                rows.forEach(row -> properties.computeIfAbsent(row.user(), user -> new ArrayList<>()).add(row.property()));
                return properties;
            }));
        }
        return found;
    }

    /** Creates or replaces; 400 for a key or a value that is too long, 409 {@code too-many-properties}. */
    public Future<Void> put(String user, String key, String value) {
        return Future.<Void>succeededFuture().compose(go -> {
            require(new Property(key, value));
            return put(parameters(user, key, value), TRIES);
        });
    }

    /** @throws ProblemException as {@link #put} fails, for a user's properties as a whole; two of one name are 400 too */
    public static void require(List<Property> properties) {
        properties.forEach(ProfileProperties::require);
        if (properties.stream().map(Property::key).distinct().count() < properties.size()) {
            throw invalid("Two properties have the same name.");
        }
        if (properties.size() > MAX_PROPERTIES) {
            throw tooMany();
        }
    }

    private static void require(Property property) {
        if (!isKey(property.key())) {
            throw invalid("A property's name has 1 to " + MAX_KEY + " characters, and no control characters.");
        }
        if (property.value().getBytes(StandardCharsets.UTF_8).length > MAX_VALUE || property.value().indexOf('\0') >= 0) {
            throw invalid("A property's value has at most " + MAX_VALUE + " bytes, and no NUL.");
        }
    }

    private static ProblemException invalid(String detail) {
        return Problem.badRequest("invalid-property", detail).exception();
    }

    private static ProblemException tooMany() {
        return Problem.conflict("too-many-properties", "A user has at most " + MAX_PROPERTIES + " properties.").exception();
    }

    /** 404 {@code unknown-property} when there is none. */
    public Future<Void> remove(String user, String key) {
        return store.ask(client -> update(client, "delete from user_property where username = #{user} and prop_key = #{key}",
                parameters(user, key, null))).compose(removed -> removed > 0 ? Future.succeededFuture()
                        : Future.failedFuture(Problem.notFound("unknown-property", "There is no property of this name.").exception()));
    }

    /** Update, then insert: H2 and PostgreSQL agree on no statement that does both. */
    private Future<Void> put(Map<String, Object> parameters, int tries) {
        return store.inTransaction(connection -> update(connection,
                "update user_property set prop_value = #{value} where username = #{user} and prop_key = #{key}", parameters)
                .compose(updated -> updated > 0 ? Future.<Void>succeededFuture() : insert(connection, parameters)))
                .recover(failure -> DuplicateRow.is(failure) ? again(parameters, tries - 1, failure) : Future.failedFuture(failure));
    }

    private Future<Void> again(Map<String, Object> parameters, int tries, Throwable failure) {
        return tries > 0 ? put(parameters, tries)
                : Future.failedFuture(Problem.unavailable("store-busy", "Others keep changing this property.", 1).exception(failure));
    }

    private static Future<Void> insert(SqlConnection connection, Map<String, Object> parameters) {
        return SqlTemplate.forQuery(connection, "select count(*) from user_property where username = #{user}").execute(parameters)
                .compose(rows -> rows.iterator().next().getLong(0) < MAX_PROPERTIES
                        ? update(connection,
                                "insert into user_property (username, prop_key, prop_value) values (#{user}, #{key}, #{value})",
                                parameters).<Void>mapEmpty()
                        : Future.failedFuture(tooMany()));
    }

    private record Owned(String user, Property property) {
    }

    private static Future<List<Owned>> select(SqlClient client, List<String> users) {
        Map<String, Object> parameters = new HashMap<>();
        users.forEach(user -> parameters.put("user" + parameters.size(), user));
        String names = String.join(", ", parameters.keySet().stream().map(name -> "#{" + name + "}").toList());
        return SqlTemplate.forQuery(client, "select username, prop_key, prop_value from user_property where username in (" + names + ")"
                + " order by username, prop_key").mapTo(ProfileProperties::owned).execute(parameters)
                .map(rows -> {
                    List<Owned> found = new ArrayList<>();
                    rows.forEach(found::add);
                    return found;
                });
    }

    /** By position: H2 has the columns' names in capitals, PostgreSQL in small letters. */
    private static Owned owned(Row row) {
        return new Owned(row.getString(0), new Property(row.getString(1), row.getString(2)));
    }

    private static Future<Integer> update(SqlClient client, String sql, Map<String, Object> parameters) {
        return SqlTemplate.forUpdate(client, sql).execute(parameters).map(SqlResult::rowCount);
    }

    private static Map<String, Object> parameters(String user, String key, String value) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("user", user);
        parameters.put("key", key);
        parameters.put("value", value);
        return parameters;
    }

    private static boolean isKey(String key) {
        return !key.isBlank() && key.length() <= MAX_KEY && key.chars().noneMatch(Character::isISOControl);
    }
}
