package io.parley.admin.room;

import io.parley.chance.Secrets;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * The admin being in a room, and leaving it as it was. A room that is not persistent goes with the last of its occupants; so it is
 * persistent while the admin leaves. Prosody and ejabberd keep one that becomes temporary while nobody is in it, until somebody has been
 * there.
 */
final class RoomStay {
    private static final String PERSISTENT = "muc#roomconfig_persistentroom";

    private final RoomQueries queries;
    private final RoomVisits visits;
    private final Secrets secrets;

    RoomStay(RoomQueries queries, RoomVisits visits, Secrets secrets) {
        this.queries = queries;
        this.visits = visits;
        this.secrets = secrets;
    }

    /** An address for one stay. */
    EntityFullJid seat(EntityBareJid room) {
        return JidCreate.entityFullFrom(room, Resourcepart.fromOrThrowUnchecked("parley-" + secrets.label()));
    }

    /** Leaves a room that shall outlive it. */
    Future<Void> leaveKeeping(EntityFullJid seat, RoomForm form, boolean persistent) {
        EntityBareJid room = seat.asEntityBareJid();
        return persist(room, form, true).compose(kept -> visits.leave(seat))
                .compose(left -> persistent ? Future.succeededFuture() : persist(room, form, false));
    }

    private Future<Void> persist(EntityBareJid room, RoomForm form, boolean persistent) {
        return form.has(PERSISTENT) ? queries.configure(room, form.filled(Map.of(PERSISTENT, List.of(persistent ? "1" : "0"))))
                : Future.succeededFuture();
    }

    /** Does something inside a room that is there, and leaves whatever came of it. */
    <T> Future<T> inside(EntityBareJid room, RoomForm form, Function<EntityFullJid, Future<T>> work) {
        EntityFullJid seat = seat(room);
        String password = (String) RoomOptions.read(form).getValue("password");
        return visits.enter(seat, password).compose(made -> made ? unmade(seat) : work.apply(seat)
                .transform(worked -> left(seat, form).compose(left -> worked.succeeded()
                        ? Future.succeededFuture(worked.result()) : Future.failedFuture(worked.cause()))));
    }

    /** Also a room that cannot be made to outlive it: nobody else would ever take the admin out of there. */
    private Future<Void> left(EntityFullJid seat, RoomForm form) {
        return leaveKeeping(seat, form, form.flag(PERSISTENT))
                .recover(failure -> visits.leave(seat).transform(left -> Future.failedFuture(failure)));
    }

    /** The room went away just before it was entered, and this was another. */
    private <T> Future<T> unmade(EntityFullJid seat) {
        return queries.destroy(seat.asEntityBareJid()).eventually(() -> visits.leave(seat))
                .transform(gone -> Future.failedFuture(RoomQueries.unknown(seat.asEntityBareJid())));
    }
}
