package io.parley.store;

import io.parley.bus.AuditCommand.ReadAudit;
import io.parley.bus.AuditReply.Entry;
import io.parley.bus.Deed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The audit log: rows are added, their outcome is written once, and nothing is ever changed after that or taken out. */
public final class AuditLog {
    private static final int MAX_TEXT = 1000;

    private final Store store;
    private final InstantSource clock;

    public AuditLog(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @return the entry, to tell its outcome with {@link #ended} */
    public Future<String> begin(String username, String from, Deed deed) {
        String entry = UUID.randomUUID().toString();
        return store.ask(client -> Sql.of("insert into audit_log (entry, at, username, address, summary, target, details)"
                        + " values (#{entry}, #{at}, #{username}, #{address}, #{summary}, #{target}, #{details})")
                .with("entry", entry).with("at", clock.millis()).with("username", username).with("address", from)
                .with("summary", deed.summary()).with("target", cut(deed.target())).with("details", cut(deed.details()))
                .change(client)).map(entry);
    }

    public Future<Void> ended(String entry, String outcome) {
        return store.ask(client -> Sql.of("update audit_log set outcome = #{outcome} where entry = #{entry} and outcome is null")
                .with("entry", entry).with("outcome", outcome).change(client)).mapEmpty();
    }

    /** The newest first. */
    public Future<List<Entry>> read(ReadAudit asked) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (asked.username() != null) {
            conditions.add("username = #{username}");
        }
        if (asked.text() != null) {
            conditions.add("(position(#{text} in lower(summary)) > 0 or position(#{text} in lower(target)) > 0)");
        }
        if (asked.from() != null) {
            conditions.add("at >= #{from}");
        }
        if (asked.to() != null) {
            conditions.add("at < #{to}");
        }
        return store.ask(client -> Sql.of("select id, username, at, summary, target, address, details, outcome from audit_log where "
                        + String.join(" and ", conditions) + " order by id desc limit #{limit} offset #{offset}")
                .with("username", asked.username()).with("text", asked.text() == null ? null : asked.text().toLowerCase(Locale.ROOT))
                .with("from", asked.from() == null ? null : asked.from() * 1000)
                .with("to", asked.to() == null ? null : (asked.to() + 1) * 1000)
                .with("limit", asked.limit()).with("offset", asked.offset())
                .list(client, AuditLog::entry));
    }

    private static Entry entry(Row row) {
        return new Entry(row.getLong(0), row.getString(1), row.getLong(2) / 1000, row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), row.getString(7));
    }

    /** An entry must be written whatever somebody put into a name; not with half a character at its end. */
    private static String cut(String text) {
        if (text == null || text.length() <= MAX_TEXT) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
    }
}
