package io.parley.bench;

import io.parley.bench.Growth.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the measured lines say of a node with 50,000 users on two cores in 4 GiB: arithmetic, not a measurement. Where CPU counts, two cores
 * are Parley's alone, and the XMPP server, which works on one thread, has a core elsewhere.
 */
final class Derivation {
    private static final int USERS = 50_000;
    private static final double MEMORY_KIB = 4 * 1024 * 1024;
    private static final int CORES = 2;
    /** A collector needs room over what is alive. */
    private static final double ROOM = 4.0 / 3;
    /** Of the four ends of a user's two connections, two are in Parley's kernel. */
    private static final double OWN_ENDS = 0.5;

    private final ColumnTable table;
    private final String column;
    private final Growth growth;
    private final Line heap;
    private final Line memory;
    private final Line threads;
    private final Line descriptors;
    private final double idle;

    private Derivation(ColumnTable table, String column, Growth growth) {
        this.table = table;
        this.column = column;
        this.growth = growth;
        heap = growth.line(Footprint::heap);
        Line beside = growth.line(Footprint::besideHeap);
        double kernel = Math.max(0, growth.line(Footprint::kernel).slope()) * OWN_ENDS;
        memory = new Line(heap.base() * ROOM + beside.base(), heap.slope() * ROOM + beside.slope() + kernel);
        threads = growth.line(Footprint::threads);
        descriptors = growth.line(Footprint::descriptors);
        idle = growth.idle().parley() / growth.idleFor() / 1000 / growth.users();
    }

    static void add(ColumnTable table, Connection connection, Growth growth) {
        if (growth.sizes().size() < 2) {
            table.add("derived: nothing, for fewer than two sizes were reached", connection.title(), "-");
            return;
        }
        Derivation derived = new Derivation(table, connection.title(), growth);
        derived.atFiftyThousand();
        derived.limits();
    }

    private void atFiftyThousand() {
        String at = "derived, %,d users: ".formatted(USERS);
        cell(at + "threads", threads.at(USERS), "");
        cell(at + "heap that is alive", heap.at(USERS) / 1024, "MiB");
        cell(at + "memory, with room for the collector", memory.at(USERS) / 1024, "MiB");
        cell(at + "descriptors", descriptors.at(USERS), "");
        cell(at + "idle, share of two cores", 100 * idle * USERS / CORES, "%");
        busy(at + "all log in by secret, ", growth.allBySecret());
        busy(at + "all log in by password, ", growth.byPassword());
        growth.comeback().ifPresent(back -> busy(at + "all back after a restart, ", back));
    }

    private void busy(String what, Entry entry) {
        cell(what + "Parley on two cores", USERS * entry.parley() / 1000 / CORES, "s");
        cell(what + "the server's one thread", USERS * entry.server() / 1000, "s");
    }

    private void limits() {
        Map<String, Double> ends = new LinkedHashMap<>();
        ends.put("4 GiB of memory", memory.usersUntil(MEMORY_KIB));
        ends.put("idle CPU of two cores", idle <= 0 ? Double.POSITIVE_INFINITY : CORES / idle);
        ends.put("descriptors of a process here, %,d".formatted(growth.limit()), descriptors.usersUntil(growth.limit()));
        ends.put("threads of the machine here, %,d".formatted(Machine.threads()), threads.usersUntil(Machine.threads()));
        ends.put("ports to one server address here, %,d".formatted(Machine.ports()), (double) Machine.ports());
        ends.forEach((what, users) -> table.add("derived, users until the end of: " + what, column,
                users.isInfinite() ? "none" : String.format(Locale.ROOT, "%,.0f", users)));
    }

    /** What the rows mean. */
    static List<String> told() {
        return List.of(
                "derived: arithmetic from what each further user costs (least squares over the sizes), not measured. Memory: the heap",
                "that is alive and a third more for the collector, what is resident beside the heap, and half of the kernel's objects.",
                "50,000 users need more than 100,000 descriptors for Parley and 50,000 for the XMPP server, sessions.maxSessions, -Xmx,",
                "and a wider net.ipv4.ip_local_port_range. The server's one thread, on a core elsewhere, bounds how fast all are back.");
    }

    private void cell(String what, double value, String unit) {
        table.add(what, column, value, unit);
    }
}
