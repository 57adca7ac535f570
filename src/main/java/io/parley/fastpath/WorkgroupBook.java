package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.bus.WorkgroupSettings;
import io.parley.flow.OneByOne;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The workgroups, as the database has them, at hand for every decision. */
final class WorkgroupBook {
    private record Entry(Workgroup workgroup, WorkgroupSettings settings, Waits waits) {
    }

    private final Tables tables;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    WorkgroupBook(Tables tables) {
        this.tables = tables;
    }

    Future<Void> load() {
        return tables.ask(tables.workgroups()::all).map(all -> {
            all.forEach(this::put);
            return null;
        }).compose(put -> waits());
    }

    private Future<Void> waits() {
        return OneByOne.each(entries.keySet(), name -> tables.ask(client -> tables.offers().waits(client, name, Waits.KEPT)).map(newest -> {
            for (int at = newest.size() - 1; at >= 0; at--) {
                waits(name).add(newest.get(at));
            }
            return null;
        }));
    }

    void put(WorkgroupSettings settings) {
        Entry old = entries.get(settings.name());
        entries.put(settings.name(), new Entry(Workgroup.of(settings), settings, old == null ? new Waits() : old.waits()));
    }

    void remove(String name) {
        entries.remove(name);
    }

    Collection<Workgroup> all() {
        return entries.values().stream().map(Entry::workgroup).toList();
    }

    Optional<Workgroup> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::workgroup);
    }

    /** By its name or its JID as a client writes it; 404 {@code unknown-workgroup}. */
    Workgroup require(String nameOrJid) {
        return find(Places.local(nameOrJid).toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Problem.notFound("unknown-workgroup", "There is no workgroup of this name.").exception());
    }

    WorkgroupSettings settings(Workgroup workgroup) {
        return entries.get(workgroup.name()).settings();
    }

    Waits waits(String name) {
        Entry entry = entries.get(name);
        return entry == null ? new Waits() : entry.waits();
    }
}
