package io.parley.admin.delivery;

import io.vertx.core.Future;

/** Brings the XMPP server to what Parley's database says now. Done twice, it does nothing the second time. */
@FunctionalInterface
public interface Delivery {
    /** @param item what is to be looked at, as the mark says it */
    Future<Void> deliver(String item);
}
