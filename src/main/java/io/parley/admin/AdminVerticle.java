package io.parley.admin;

import io.parley.bus.Addresses;
import io.parley.bus.AdminAsk;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@link Addresses#ADMIN} on every node: who may, the audit log, then the resource whose command it is. */
public final class AdminVerticle extends VerticleBase {
    private final Bus bus;
    private final Audit audit;
    private final AdminTable table = new AdminTable();
    private Bus.Serving serving;

    public AdminVerticle(Bus bus, Audit audit, List<AdminResource> resources) {
        this.bus = bus;
        this.audit = audit;
        resources.forEach(resource -> resource.serve(table));
        audit.serve(table);
        table.requireComplete();
    }

    @Override
    public Future<?> start() {
        serving = bus.serve(Addresses.ADMIN, this::answer);
        return serving.begun();
    }

    @Override
    public Future<?> stop() {
        return serving.end();
    }

    private Future<? extends BusRecord> answer(AdminAsk ask) {
        if (ask.caller() == null || !ask.caller().mayAdminister()) {
            return Future.failedFuture(Caller.adminsOnly().exception());
        }
        return audit.written(ask, () -> table.carryOut(ask));
    }
}
