package io.parley.admin.server;

import io.vertx.core.Future;
import java.util.Set;

/**
 * What the server offers to Parley's account, as it says itself.
 *
 * @param commands nodes of ad-hoc commands (XEP-0050)
 * @param features of the server (XEP-0030)
 */
public record Capabilities(Set<String> commands, Set<String> features) {

    public boolean offers(StandardCommand command) {
        return commands.contains(command.node());
    }

    /** @return 501 with the command's code where it is not offered */
    public Future<Void> require(StandardCommand command) {
        return offers(command) ? Future.succeededFuture() : Future.failedFuture(command.missing().exception());
    }
}
