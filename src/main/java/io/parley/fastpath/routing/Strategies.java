package io.parley.fastpath.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The strategies by the names that workgroups call them, which are compared without regard to case. */
public enum Strategies {
    ROTATION("rotation", new Rotation()),
    LEAST_BUSY("leastBusy", new LeastBusy()),
    EVERYONE("everyone", new Everyone());

    private final String title;
    private final Strategy strategy;

    Strategies(String title, Strategy strategy) {
        this.title = title;
        this.strategy = strategy;
    }

    /** Empty when there is none of this name. */
    public static Optional<Strategy> named(String name) {
        return find(name).map(one -> one.strategy);
    }

    /** The name as it is written in settings; empty when there is none. */
    public static Optional<String> title(String name) {
        return find(name).map(one -> one.title);
    }

    public static List<String> titles() {
        return Stream.of(values()).map(one -> one.title).toList();
    }

    private static Optional<Strategies> find(String name) {
        return Stream.of(values()).filter(one -> one.title.equalsIgnoreCase(name)).findFirst();
    }
}
