package io.parley.store;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.config.Config;
import io.parley.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.jdbcclient.JDBCConnectOptions;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: a bounded pool of connections. Whatever fails in it becomes a {@link ProblemException}, 503
 * {@code store-unavailable}: chat goes on without a database.
 */
public final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 1000;
    private static final int WAIT_SECONDS = 5;
    private static final int RETRY_SECONDS = 5;

    private final Pool pool;

    private Store(Pool pool) {
        this.pool = pool;
    }

    /** Brings the database up to date and opens it; fails with {@link StartFailure}. */
    public static Future<Store> open(Vertx vertx, Config.Store config) {
        return vertx.executeBlocking(() -> new Migrations(config).run()).map(migrations -> {
            LOG.info("The database is open, {} migrations were run", migrations);
            return new Store(JDBCPool.pool(vertx, connection(config), pool()));
        });
    }

    private static JDBCConnectOptions connection(Config.Store config) {
        return new JDBCConnectOptions().setJdbcUrl(config.url()).setUser(config.user().orElse("")).setPassword(config.password().orElse(""))
                .setMetricsName("store");
    }

    private static PoolOptions pool() {
        return new PoolOptions().setName("store").setMaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(WAIT_SECONDS).setConnectionTimeoutUnit(TimeUnit.SECONDS);
    }

    /** For a question on its own. */
    public <T> Future<T> ask(Function<SqlClient, Future<T>> work) {
        return work.apply(pool).recover(Store::unavailable);
    }

    /** For what happens as a whole or not at all. */
    public <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(work).recover(Store::unavailable);
    }

    /** Succeeds when the database answers. */
    public Future<Void> check() {
        return ask(client -> client.query("select 1").execute().mapEmpty());
    }

    public Future<Void> close() {
        return pool.close();
    }

    /** A row that another put in first is for the repository to judge, and a fault of the program is no outage. */
    private static <T> Future<T> unavailable(Throwable failure) {
        boolean database = failure instanceof SQLException || failure instanceof VertxException;
        if (!database || DuplicateRow.is(failure)) {
            return Future.failedFuture(failure);
        }
        LOG.warn("The database failed: {}", failure.toString());
        return Future.failedFuture(Problem.unavailable("store-unavailable", "The database is away.", RETRY_SECONDS).exception(failure));
    }
}
