package io.parley.admin;

import io.parley.bus.AdminAsk;
import io.parley.bus.AdminCommand;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.vertx.core.Future;
import java.util.List;

/** Resources as the administration asks them, without the audit log. */
public final class Administering {
    private final AdminTable table = new AdminTable();

    public Administering(List<AdminResource> resources) {
        resources.forEach(resource -> resource.serve(table));
    }

    /** What is thrown is a failure as well. */
    public Future<? extends BusRecord> ask(AdminCommand command) {
        return Future.<Void>succeededFuture().compose(go -> table.carryOut(new AdminAsk(Caller.master(), "127.0.0.1", command))
                .map(reply -> (BusRecord) reply));
    }
}
