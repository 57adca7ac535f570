package io.parley.admin.user;

import io.parley.bus.AccountChange;
import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Done;
import io.parley.bus.Nodes;
import io.vertx.core.Future;
import java.util.List;

/** Tells all nodes that an account has changed, this one too, and waits until they have heard. */
public final class Accounts {
    private final Bus bus;
    private final Nodes nodes;

    public Accounts(Bus bus, Nodes nodes) {
        this.bus = bus;
        this.nodes = nodes;
    }

    /** What was remembered of the user's credentials counts no more, on no node. */
    public Future<Void> changed(String user) {
        return tellAll(new AccountChange(user, null));
    }

    /** As {@link #changed}, and the user's session ends, wherever it is. */
    public Future<Void> ended(String user, String reason) {
        return tellAll(new AccountChange(user, reason));
    }

    private Future<Void> tellAll(AccountChange change) {
        List<Future<Done>> told = nodes.view().members().stream().map(node -> node.equals(nodes.self())
                ? bus.request(Addresses.ACCOUNTS, change, Done.class)
                : bus.requestAt(node, Addresses.ACCOUNTS, change, Done.class)).toList();
        return Future.join(told).mapEmpty();
    }
}
