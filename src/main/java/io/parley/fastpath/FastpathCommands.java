package io.parley.fastpath;

import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Which command is carried out by whom; every one of the sealed interface, or the program does not start. */
final class FastpathCommands {
    private final Map<Class<?>, BiFunction<Caller, FastpathCommand, Future<? extends BusRecord>>> table = new HashMap<>();

    <C extends FastpathCommand> FastpathCommands on(Class<C> command, BiFunction<Caller, C, Future<? extends BusRecord>> work) {
        if (table.put(command, (caller, asked) -> work.apply(caller, command.cast(asked))) != null) {
            throw new IllegalStateException(command.getSimpleName() + " is carried out twice");
        }
        return this;
    }

    void requireComplete() {
        missing(FastpathCommand.class);
    }

    private void missing(Class<?> type) {
        if (type.isRecord()) {
            if (!table.containsKey(type)) {
                throw new IllegalStateException("nobody carries out " + type.getSimpleName());
            }
            return;
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            missing(permitted);
        }
    }

    Future<? extends BusRecord> carryOut(FastpathAsk asked) {
        return table.get(asked.command().getClass()).apply(asked.caller(), asked.command());
    }
}
