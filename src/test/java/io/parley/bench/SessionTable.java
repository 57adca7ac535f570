package io.parley.bench;

import io.parley.bench.Growth.Entry;
import java.util.function.ToDoubleFunction;

/** The columns of users who only listen: at each size, for each further user, at login, idle. */
final class SessionTable {
    private static final double KIB_A_MIB = 1024;

    private final ColumnTable table;
    private final String column;
    private final Growth growth;

    private SessionTable(ColumnTable table, String column, Growth growth) {
        this.table = table;
        this.column = column;
        this.growth = growth;
    }

    static void add(ColumnTable table, Connection connection, Growth growth) {
        SessionTable columns = new SessionTable(table, connection.title(), growth);
        for (int i = 0; i < growth.sizes().size(); i++) {
            columns.size(growth.sizes().get(i), growth.bySecret().get(i));
        }
        if (growth.sizes().size() > 1) {
            columns.eachFurther();
        }
        columns.entries("login and stream, by master secret", growth.allBySecret());
        columns.entries("login and stream, by password, the first time", growth.byPassword());
        growth.comeback().ifPresent(back -> columns.entries("back after the server's restart", back));
        columns.idle();
        columns.cell("users who came", growth.users(), "");
        columns.cell("of them, logins that had to be repeated", growth.repeated(), "");
        columns.cell("of them, still connected to the XMPP server after having been idle", growth.connected(), "");
        growth.comeback().ifPresent(back -> columns.cell("of them, back after the server's restart", back.users(), ""));
    }

    private void size(Footprint size, Entry bySecret) {
        String at = "%,d users: ".formatted(size.users());
        cell(at + "logins up to here, by master secret", bySecret.perSecond(), "/s");
        cell(at + "threads of Parley", size.threads(), "");
        cell(at + "heap a user", each(size, Footprint::heap), "KiB");
        cell(at + "resident a user", each(size, Footprint::resident), "KiB");
        cell(at + "heap of Parley after a full collection", size.heap() / KIB_A_MIB, "MiB");
        cell(at + "resident, all of Parley", size.resident() / KIB_A_MIB, "MiB");
        cell(at + "descriptors of Parley", size.descriptors(), "");
        cell(at + "descriptors of the XMPP server", size.serverDescriptors(), "");
    }

    private double each(Footprint size, ToDoubleFunction<Footprint> value) {
        return (value.applyAsDouble(size) - value.applyAsDouble(growth.warm())) / (size.users() - growth.warm().users());
    }

    private void eachFurther() {
        slope("threads", Footprint::threads, "");
        slope("heap", Footprint::heap, "KiB");
        slope("resident", Footprint::resident, "KiB");
        slope("resident beside the heap", Footprint::besideHeap, "KiB");
        slope("descriptors", Footprint::descriptors, "");
        slope("resident in the XMPP server", Footprint::serverResident, "KiB");
        slope("kernel objects, of all ends", Footprint::kernel, "KiB");
    }

    private void slope(String what, ToDoubleFunction<Footprint> value, String unit) {
        cell("each further user: " + what, growth.line(value).slope(), unit);
    }

    private void entries(String what, Entry entry) {
        cell(what, entry.perSecond(), "/s");
        cell(what + ": CPU of Parley", entry.parley(), "ms");
        cell(what + ": CPU of the XMPP server", entry.server(), "ms");
    }

    private void idle() {
        String what = "idle, %,d users: CPU of ".formatted(growth.users());
        cell(what + "Parley, of a core", growth.idle().parley() / growth.idleFor() / 10, "%");
        cell(what + "the XMPP server, of a core", growth.idle().server() / growth.idleFor() / 10, "%");
    }

    private void cell(String what, double value, String unit) {
        table.add(what, column, value, unit);
    }
}
