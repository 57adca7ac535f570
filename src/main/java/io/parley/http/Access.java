package io.parley.http;

import io.parley.bus.Caller;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** Who may call: finds the caller out from the request's credentials. */
public interface Access {
    /**
     * @param schemes the names of the contract's security schemes that this operation takes; none for a public operation
     * @return the caller, null where none is needed and none is given; or a {@link io.parley.bus.ProblemException}: 401, 403 or 429
     */
    Future<Caller> identify(RoutingContext context, Set<String> schemes);
}
