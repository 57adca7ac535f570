package io.parley.bus;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** This node among others as a test says; whoever listens is told at once. */
public final class FakeNodes implements Nodes {
    private final String self;
    private final List<BiConsumer<View, View>> listeners = new ArrayList<>();
    private View view;
    private boolean settled = true;
    private boolean stops;
    private boolean confirmed = true;

    public FakeNodes(String self, String... members) {
        this.self = self;
        this.view = new View(1, List.of(members));
    }

    /** The next view. */
    public void are(String... members) {
        View before = view;
        view = new View(before.version() + 1, List.of(members));
        List.copyOf(listeners).forEach(listener -> listener.accept(before, view));
    }

    public void settled(boolean now) {
        settled = now;
    }

    public void stop() {
        stops = true;
    }

    public void confirmed(boolean now) {
        confirmed = now;
    }

    public int listeners() {
        return listeners.size();
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public boolean settled() {
        return settled && !stops;
    }

    @Override
    public boolean stops() {
        return stops;
    }

    @Override
    public Future<Boolean> goesOn() {
        return confirmed();
    }

    @Override
    public Future<Boolean> confirmed() {
        return Future.succeededFuture(confirmed);
    }

    @Override
    public Listening onView(BiConsumer<View, View> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
