package io.parley.admin.room;

import io.parley.flow.CallersContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jxmpp.jid.EntityBareJid;

/**
 * What changes a room is done one after another on this node: steps of two changes must not come between each other. Groups ask from
 * another event loop than commands do.
 */
final class RoomTurns {
    private final ConcurrentMap<EntityBareJid, Future<?>> last = new ConcurrentHashMap<>();

    /** Does it when all that was asked of the room before has ended, however it did. */
    <T> Future<T> next(EntityBareJid room, Supplier<Future<T>> work) {
        Promise<T> mine = Promise.promise();
        Future<?> before = last.put(room, mine.future());
        mine.future().onComplete(ended -> last.remove(room, mine.future()));
        CallersContext.back(before == null ? Future.succeededFuture() : before)
                .transform(ended -> work.get()).onComplete(mine);
        return CallersContext.back(mine.future());
    }
}
