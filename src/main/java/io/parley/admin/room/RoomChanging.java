package io.parley.admin.room;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jxmpp.jid.EntityBareJid;

/** Changes of what is spoken of, in rooms that are there. All in the room's turn. */
final class RoomChanging {
    private final RoomQueries queries;
    private final RoomVisits visits;
    private final RoomStay stay;
    private final RoomLists lists;

    RoomChanging(RoomQueries queries, RoomVisits visits, RoomStay stay, RoomLists lists) {
        this.queries = queries;
        this.visits = visits;
        this.stay = stay;
        this.lists = lists;
    }

    /** The options first and all at once, then the lists, then the subject. A refusal in the middle says what was done: {@code done}. */
    Future<Void> change(EntityBareJid room, JsonObject asked) {
        Progress done = new Progress();
        return queries.form(room).compose(form -> lists.check(asked)
                        .compose(checked -> configured(room, asked, form, done))
                        .compose(configured -> lists.change(room, asked, done))
                        .compose(changed -> subject(room, asked, form)))
                .recover(done::told);
    }

    private Future<Void> configured(EntityBareJid room, JsonObject asked, RoomForm form, Progress done) {
        Map<String, List<String>> fields = RoomOptions.write(asked, form);
        if (fields.isEmpty()) {
            return Future.succeededFuture();
        }
        return queries.configure(room, form.filled(fields)).compose(configured -> kept(room, fields)
                .recover(failure -> restored(room, fields, form, failure))).onSuccess(kept -> done.add("options"));
    }

    private Future<Void> kept(EntityBareJid room, Map<String, List<String>> fields) {
        return queries.form(room).map(now -> {
            RoomOptions.requireKept(fields, now);
            return null;
        });
    }

    /** What the server took otherwise than it was meant is as before. */
    private Future<Void> restored(EntityBareJid room, Map<String, List<String>> fields, RoomForm before, Throwable why) {
        return queries.configure(room, before.filled(before.asOffered(fields.keySet())))
                .transform(restored -> {
                    Progress done = new Progress();
                    if (restored.failed()) {
                        done.add("options");
                    }
                    return done.told(why);
                });
    }

    private Future<Void> subject(EntityBareJid room, JsonObject asked, RoomForm before) {
        String subject = asked.getString("subject");
        boolean same = subject == null || new Disclosed(before.info()).subject().filter(subject::equals).isPresent();
        return same ? Future.succeededFuture() : queries.form(room).compose(form ->
                stay.inside(room, form, seat -> visits.subject(seat, subject)));
    }

    /** Destroys it. */
    Future<Void> destroy(EntityBareJid room) {
        return queries.info(room).compose(there -> queries.destroy(room)).compose(gone -> lists.forget(room));
    }
}
