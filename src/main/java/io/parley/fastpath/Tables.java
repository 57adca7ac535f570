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
 * so that no two wait for each other. An offer changes its state only with its request locked: else one might be accepted while the
 * request ends.
 */
final class Tables {
    private final Store store;
    private final Workgroups workgroups = new Workgroups();
    private final Experts experts = new Experts();
    private final Requests requests = new Requests();
    private final Offers offers = new Offers();
    private final RequestEvents events = new RequestEvents();
    private int underWay;

    Tables(Store store) {
        this.store = store;
    }

    Workgroups workgroups() {
        return workgroups;
    }

    Experts experts() {
        return experts;
    }

    Requests requests() {
        return requests;
    }

    Offers offers() {
        return offers;
    }

    RequestEvents events() {
        return events;
    }

    <T> Future<T> ask(Function<SqlClient, Future<T>> question) {
        return counted(store.ask(question));
    }

    <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
        return counted(store.inTransaction(work));
    }

    /** Locks the request: whether it is in its room, where experts may be asked in. */
    Future<Boolean> lockChat(SqlClient client, String request) {
        return requests.lock(client, request)
                .map(found -> found.filter(row -> row.state().equals(UserState.CHAT_ROOM.code())).isPresent());
    }

    /** Questions to the database that are not answered yet. */
    int underWay() {
        return underWay;
    }

    private <T> Future<T> counted(Future<T> answer) {
        underWay++;
        return answer.andThen((done, failure) -> underWay--);
    }
}
