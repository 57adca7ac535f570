package io.parley.cluster;

import io.parley.bus.Nodes;
import io.parley.bus.View;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The view as agreed on, for all threads; those who listen are told each on their own context. */
final class CurrentNodes implements Nodes {
    private record Listener(Context context, BiConsumer<View, View> tell) {
    }

    private final Vertx vertx;
    private final String self;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean stops;
    private volatile View view = View.NONE;
    private volatile BooleanSupplier reachesAll = () -> false;
    private volatile Confirmation confirmation = new Confirmation(() -> Future.succeededFuture(false));

    CurrentNodes(Vertx vertx, String self) {
        this.vertx = vertx;
        this.self = self;
    }

    /**
     * @param reaches whether every member of the view is reached and heard
     * @param asking  asks the database; it may answer on any thread
     */
    void judgedBy(BooleanSupplier reaches, Supplier<Future<Boolean>> asking) {
        reachesAll = reaches;
        confirmation = new Confirmation(asking);
    }

    void become(View now) {
        View before = view;
        view = now;
        listeners.forEach(listener -> listener.context().runOnContext(go -> listener.tell().accept(before, now)));
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
        return !stops && view.has(self) && reachesAll.getAsBoolean();
    }

    void stop() {
        stops = true;
    }

    @Override
    public boolean stops() {
        return stops;
    }

    @Override
    public Future<Boolean> confirmed() {
        return asked().otherwise(false);
    }

    @Override
    public Future<Boolean> goesOn() {
        return asked().otherwise(unknown -> settled());
    }

    private Future<Boolean> asked() {
        Context context = vertx.getOrCreateContext();
        Promise<Boolean> answer = Promise.promise();
        confirmation.ask().onComplete(told -> context.runOnContext(go -> answer.handle(told)));
        return answer.future();
    }

    @Override
    public Listening onView(BiConsumer<View, View> listener) {
        Listener added = new Listener(vertx.getOrCreateContext(), listener);
        listeners.add(added);
        return () -> listeners.remove(added);
    }
}
