package io.parley.store;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.config.Config;
import io.parley.config.StartFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: a bounded pool of connections. Whatever fails in it becomes a {@link ProblemException}: 503
 * {@code store-unavailable}, so that chat goes on without a database, or 503 {@code store-busy} where others kept being in the way.
 */
public final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int CONNECTIONS = 8;
    private static final int FEW = 2;
    private static final int WAITING = 1000;
    private static final int WAIT_SECONDS = 5;
    private static final int RETRY_SECONDS = 5;
    private static final int TRIES = 5;

    private final Context context;
    private final Supplier<Pool> opening;
    private volatile Pool pool;
    private boolean closed;

    private Store(Context context, Supplier<Pool> opening) {
        this.context = context;
        this.opening = opening;
        this.pool = opening.get();
    }

    /** Brings the database up to date and opens it; fails with {@link StartFailure}. */
    public static Future<Store> open(Vertx vertx, Config.Store config) {
        Context context = vertx.getOrCreateContext();
        return vertx.executeBlocking(() -> new Migrations(config).run()).map(migrations -> {
            LOG.info("The database is open, {} migrations were run", migrations);
            Connections connections = connections(config, new JdbcUrl(config.url()).patient());
            return new Store(context, () -> JDBCPool.pool(vertx, connections, pool("store", CONNECTIONS)));
        });
    }

    /**
     * The same database, open already, for small questions whose answer is worth nothing later: over connections of its own, which nobody's
     * long question holds, and which are given up after 3 s.
     */
    public static Store impatient(Vertx vertx, Config.Store config) {
        Connections connections = connections(config, new JdbcUrl(config.url()).impatient());
        return new Store(vertx.getOrCreateContext(), () -> JDBCPool.pool(vertx, connections, pool("store-impatient", FEW)));
    }

    private static Connections connections(Config.Store config, String url) {
        return new Connections(url, config.user().orElse(""), config.password().orElse(""));
    }

    private static PoolOptions pool(String name, int connections) {
        return new PoolOptions().setName(name).setMaxSize(connections).setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(WAIT_SECONDS).setConnectionTimeoutUnit(TimeUnit.SECONDS);
    }

    /** For a question on its own. */
    public <T> Future<T> ask(Function<SqlClient, Future<T>> work) {
        Pool used = pool;
        return work.apply(used).recover(failure -> failed(used, failure));
    }

    /**
     * For what happens as a whole or not at all. Where another transaction was in the way the work is undone and done again, up to
     * {@value #TRIES} times: it must do nothing that the database cannot undo.
     */
    public <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
        return inTransaction(work, TRIES);
    }

    private <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work, int tries) {
        Pool used = pool;
        return used.withTransaction(work).recover(failure -> {
            if (!Contention.is(failure)) {
                return failed(used, failure);
            }
            return tries > 1 ? inTransaction(work, tries - 1) : Future.failedFuture(
                    Problem.unavailable("store-busy", "Others keep changing the same in the database.", 1).exception(failure));
        });
    }

    /** Succeeds when the database answers. */
    public Future<Void> check() {
        return ask(client -> client.query("select 1").execute().mapEmpty());
    }

    public Future<Void> close() {
        return Future.future(done -> context.runOnContext(go -> {
            closed = true;
            pool.close().onComplete(done);
        }));
    }

    /** A row that another put in first is for the repository to judge, and a fault of the program is no outage. */
    private <T> Future<T> failed(Pool used, Throwable failure) {
        boolean database = failure instanceof SQLException || failure instanceof VertxException;
        if (!database || DuplicateRow.is(failure)) {
            return Future.failedFuture(failure);
        }
        LOG.warn("The database failed: {}", SqlState.told(failure));
        if (LostConnection.is(failure)) {
            context.runOnContext(go -> renew(used));
        }
        return Future.failedFuture(Problem.unavailable("store-unavailable", "The database is away.", RETRY_SECONDS).exception(failure));
    }

    /**
     * The pool never looks whether a connection still works, and hands a dead one out for ever. When one has died the others mostly have
     * too, so all of them are given up. On the store's own context: a pool ends with the verticle on whose context it was made.
     */
    private void renew(Pool lost) {
        if (pool == lost && !closed) {
            pool = opening.get();
            lost.close().onFailure(failure -> LOG.info("Connections to the database did not end properly: {}", failure.toString()));
        }
    }
}
