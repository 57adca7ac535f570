package io.parley.admin.server;

import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.function.Function;

/** Asks the XMPP server as one of its users: for a roster, a vCard or bookmarks, which nobody else may read or change by standard XMPP. */
public interface UserStreams {
    /**
     * Opens a stream as the user, never shown as online, hands it to the work and closes it when that has ended, however it did.
     *
     * @param user a local part, prepared
     * @return what the work returns; 501 {@code users-unreachable} where no user can be logged in without their password, 404
     *         {@code unknown-user}, 503 while the server is away or too many streams are open
     */
    <T> Future<T> as(String user, Function<IqChannel, Future<T>> work);
}
