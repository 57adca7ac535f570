package io.parley.store.fastpath;

import io.parley.store.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** What happened to a request, in order and without holes: what the asker's stream replays. */
public final class RequestEvents {

    /** {@code at}: milliseconds since 1970. */
    public record EventRow(long seq, long at, String channel, String data) {
    }

    /** One more event; {@code stanza} is null for what is no message. Fails with a {@link io.parley.store.DuplicateRow} when seq is taken. */
    public Future<Void> insert(SqlClient client, String request, EventRow event, boolean said, String stanza) {
        return Sql.of("insert into request_event (request_id, seq, at, channel, data, said, stanza)"
                + " values (#{request}, #{seq}, #{at}, #{channel}, #{data}, #{said}, #{stanza})")
                .with("request", request).with("seq", event.seq()).with("at", event.at()).with("channel", event.channel())
                .with("data", event.data()).with("said", said).with("stanza", stanza).change(client).mapEmpty();
    }

    /** The newest sequence; 0 for none. */
    public Future<Long> head(SqlClient client, String request) {
        return Sql.of("select coalesce(max(seq), 0) from request_event where request_id = #{request}").with("request", request).count(client);
    }

    public Future<Boolean> knows(SqlClient client, String request, String stanza) {
        return Sql.of("select count(*) from request_event where request_id = #{request} and stanza = #{stanza}")
                .with("request", request).with("stanza", stanza).count(client).map(found -> found > 0);
    }

    public Future<List<EventRow>> after(SqlClient client, String request, long seq, int limit) {
        return Sql.of("select seq, at, channel, data from request_event where request_id = #{request} and seq > #{seq}"
                + " order by seq limit " + limit).with("request", request).with("seq", seq)
                .list(client, row -> new EventRow(row.getLong(0), row.getLong(1), row.getString(2), row.getString(3)));
    }
}
