package io.parley.cluster;

import io.parley.bus.View;
import io.parley.store.cluster.NodeRow;
import io.parley.store.cluster.Views;
import io.vertx.core.Future;
import java.util.List;

/** Where what is agreed on stands: in the database, on whatever event loop it answers. */
interface AgreementBase {
    Future<View> read();

    Future<Boolean> replace(View before, List<String> members);

    Future<Void> seen(Agreement.Self self);

    Future<List<NodeRow>> nodes();

    Future<Void> gone(String id);

    static AgreementBase of(Views views) {
        return new AgreementBase() {
            @Override
            public Future<View> read() {
                return views.read();
            }

            @Override
            public Future<Boolean> replace(View before, List<String> members) {
                return views.replace(before, members);
            }

            @Override
            public Future<Void> seen(Agreement.Self self) {
                return views.seen(self.id(), self.address(), self.keys());
            }

            @Override
            public Future<List<NodeRow>> nodes() {
                return views.nodes();
            }

            @Override
            public Future<Void> gone(String id) {
                return views.gone(id);
            }
        };
    }
}
