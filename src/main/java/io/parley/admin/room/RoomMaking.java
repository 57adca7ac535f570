package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rooms (XEP-0045, section 10.1): by entering, for that alone tells who was first. Until all is done the room is temporary, so that
 * nothing stays of it should this node die; what is refused on the way destroys it.
 */
final class RoomMaking {
    private static final Logger LOG = LoggerFactory.getLogger(RoomMaking.class);

    /** What a client of Openfire's API gets that says nothing: there everything is off. */
    private static final JsonObject DEFAULTS = new JsonObject().put("persistent", false).put("publicRoom", false)
            .put("registrationEnabled", false).put("canAnyoneDiscoverJID", false).put("canOccupantsChangeSubject", false)
            .put("canOccupantsInvite", false).put("canChangeNickname", false).put("logEnabled", false)
            .put("loginRestrictedToNickname", false).put("membersOnly", false).put("moderated", false).put("maxUsers", 0)
            .put("allowPM", "anyone");

    private final RoomQueries queries;
    private final RoomVisits visits;
    private final RoomStay stay;
    private final RoomLists lists;

    RoomMaking(RoomQueries queries, RoomVisits visits, RoomStay stay, RoomLists lists) {
        this.queries = queries;
        this.visits = visits;
        this.stay = stay;
        this.lists = lists;
    }

    /** 409 {@code room-exists}, 404 {@code unknown-group}. In the room's turn. */
    Future<Void> make(EntityBareJid room, JsonObject asked) {
        EntityFullJid seat = stay.seat(room);
        return queries.info(room).transform(known -> known.succeeded() ? Future.failedFuture(exists(room)) : isUnknown(known.cause())
                        ? Future.<Void>succeededFuture() : Future.failedFuture(known.cause()))
                .compose(free -> lists.checkGroups(asked))
                .compose(checked -> visits.enter(seat, null).recover(failure -> Future.failedFuture(judged(room, failure))))
                .compose(made -> made ? complete(seat, DEFAULTS.copy().mergeIn(asked))
                        : visits.leave(seat).compose(left -> Future.failedFuture(exists(room))));
    }

    /** What is kept of a room of this name is forgotten only now: one that nobody reaches seems to be free as well. */
    private Future<Void> complete(EntityFullJid seat, JsonObject wanted) {
        EntityBareJid room = seat.asEntityBareJid();
        return lists.forget(room).compose(clean -> configured(room, wanted)).compose(form -> lists.fill(room, wanted)
                        .compose(filled -> subject(seat, wanted.getString("subject", "")))
                        .compose(done -> stay.leaveKeeping(seat, form, wanted.getBoolean(RoomOptions.PERSISTENT))))
                .recover(failure -> undone(seat, failure));
    }

    private Future<RoomForm> configured(EntityBareJid room, JsonObject wanted) {
        return queries.form(room).compose(form -> {
            Map<String, List<String>> fields = RoomOptions.write(wanted.copy().put(RoomOptions.PERSISTENT, false), form);
            return queries.configure(room, form.filled(fields)).compose(done -> queries.form(room)).map(now -> {
                RoomOptions.requireKept(fields, now);
                return now;
            });
        });
    }

    private Future<Void> subject(EntityFullJid seat, String subject) {
        return subject.isEmpty() ? Future.succeededFuture() : visits.subject(seat, subject);
    }

    /** What cannot be destroyed now goes when the admin's stream does. */
    private Future<Void> undone(EntityFullJid seat, Throwable why) {
        EntityBareJid room = seat.asEntityBareJid();
        return queries.destroy(room).onFailure(failure -> LOG.warn("{} could not be made, nor destroyed: {}", room, failure.toString()))
                .eventually(() -> visits.leave(seat)).eventually(() -> lists.forget(room))
                .transform(cleared -> Future.failedFuture(why));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 404;
    }

    /** One that another has just made is locked, and looks missing to everybody else. */
    private static Throwable judged(EntityBareJid room, Throwable failure) {
        return RoomQueries.isMissing(failure) ? exists(room) : failure;
    }

    private static ProblemException exists(EntityBareJid room) {
        return Problem.conflict("room-exists", "There is a room " + room + " already.").exception();
    }
}
