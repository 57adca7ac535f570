package io.parley.bus;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;

/** A node without others: it agrees with itself. */
public final class Alone implements Nodes {
    private static final String SELF = "alone";

    @Override
    public String self() {
        return SELF;
    }

    @Override
    public View view() {
        return new View(1, List.of(SELF));
    }

    @Override
    public boolean settled() {
        return true;
    }

    @Override
    public boolean stops() {
        return false;
    }

    @Override
    public Future<Boolean> confirmed() {
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Boolean> goesOn() {
        return Future.succeededFuture(true);
    }

    /** Nothing ever changes. */
    @Override
    public Listening onView(BiConsumer<View, View> listener) {
        return () -> { };
    }
}
