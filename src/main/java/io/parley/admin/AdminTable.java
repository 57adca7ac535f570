package io.parley.admin;

import io.parley.bus.AdminAsk;
import io.parley.bus.AdminCommand;
import io.parley.bus.BusRecord;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Which resource carries which command out; filled by the resources, checked to be complete. */
public final class AdminTable {
    private final Map<Class<? extends AdminCommand>, BiFunction<AdminAsk, AdminCommand, Future<? extends BusRecord>>> table =
            new HashMap<>();

    public <C extends AdminCommand> void on(Class<C> command, Function<C, Future<? extends BusRecord>> action) {
        on(command, (ask, given) -> action.apply(given));
    }

    public <C extends AdminCommand> void on(Class<C> command, BiFunction<AdminAsk, C, Future<? extends BusRecord>> action) {
        if (table.put(command, (ask, given) -> action.apply(ask, command.cast(given))) != null) {
            throw new IllegalStateException("two resources carry out " + command.getSimpleName());
        }
    }

    Future<? extends BusRecord> carryOut(AdminAsk ask) {
        return table.get(ask.command().getClass()).apply(ask, ask.command());
    }

    /** @throws IllegalStateException when a command has nobody to carry it out */
    void requireComplete() {
        requireComplete(AdminCommand.class);
    }

    private void requireComplete(Class<?> commands) {
        for (Class<?> command : commands.getPermittedSubclasses()) {
            if (command.isSealed()) {
                requireComplete(command);
            } else if (!table.containsKey(command)) {
                throw new IllegalStateException("nobody carries out " + command.getSimpleName());
            }
        }
    }
}
