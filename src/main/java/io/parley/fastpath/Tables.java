package io.parley.fastpath;

import io.parley.store.Store;
import io.parley.store.fastpath.Experts;
import io.parley.store.fastpath.Offers;
import io.parley.store.fastpath.RequestEvents;
import io.parley.store.fastpath.Requests;
import io.parley.store.fastpath.Workgroups;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * What the queue keeps. Whoever locks or changes rows of several tables in one transaction does it in the order expert, request, offer,
 * so that no two wait for each other.
 */
record Tables(Store store, Workgroups workgroups, Experts experts, Requests requests, Offers offers, RequestEvents events) {
    static Tables of(Store store) {
        return new Tables(store, new Workgroups(), new Experts(), new Requests(), new Offers(), new RequestEvents());
    }

    <T> Future<T> ask(Function<SqlClient, Future<T>> question) {
        return store.ask(question);
    }

    <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
        return store.inTransaction(work);
    }
}
