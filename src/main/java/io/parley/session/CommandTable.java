package io.parley.session;

import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.SessionCommand;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Which part of a session carries which command out; filled by the stanza families, checked to be complete. */
public final class CommandTable {
    private final Map<Class<? extends SessionCommand>, BiFunction<Caller, SessionCommand, Future<? extends BusRecord>>> table =
            new HashMap<>();

    public <C extends SessionCommand> void on(Class<C> command, Function<C, Future<? extends BusRecord>> action) {
        on(command, (caller, given) -> action.apply(given));
    }

    public <C extends SessionCommand> void on(Class<C> command, BiFunction<Caller, C, Future<? extends BusRecord>> action) {
        if (table.put(command, (caller, given) -> action.apply(caller, command.cast(given))) != null) {
            throw new IllegalStateException("two parts of a session carry out " + command.getSimpleName());
        }
    }

    public Future<? extends BusRecord> carryOut(Caller caller, SessionCommand command) {
        return table.get(command.getClass()).apply(caller, command);
    }

    /** @throws IllegalStateException when a command has nobody to carry it out */
    void requireComplete() {
        for (Class<?> command : SessionCommand.class.getPermittedSubclasses()) {
            if (!table.containsKey(command)) {
                throw new IllegalStateException("nobody carries out " + command.getSimpleName());
            }
        }
    }
}
