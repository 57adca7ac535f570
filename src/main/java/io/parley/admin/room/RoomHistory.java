package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.bus.RoomReply.Said;
import io.parley.flow.CallersContext;
import io.parley.xmpp.MessageArchive.Archived;
import io.parley.xmpp.MessageArchive.Query;
import io.parley.xmpp.MessageArchive;
import io.parley.xmpp.StanzaChannel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.EntityBareJid;

/** What was said in a room lately: the end of its archive (XEP-0313). */
final class RoomHistory implements StanzaChannel.Listener {
    /** Prosody gives 50 at the most where it is not told otherwise. */
    private static final int PAGE = 50;

    private final RoomQueries queries;
    private final MessageArchive archive;

    RoomHistory(StanzaChannel channel, RoomQueries queries, MessageArchive archive) {
        this.queries = queries;
        this.archive = archive;
        channel.listen(this);
    }

    /** The newest, the oldest of them first; 501 {@code archive-unsupported}. */
    Future<List<Said>> newest(EntityBareJid room, int limit) {
        return queries.info(room).compose(there -> before(room, "", limit, new ArrayList<>()));
    }

    private Future<List<Said>> before(EntityBareJid room, String id, int limit, List<Said> newer) {
        Query query = new Query(room, null, null, null, id, null, Math.min(PAGE, limit));
        return CallersContext.back(archive.page(query)).compose(page -> {
            List<Said> all = new ArrayList<>(page.messages().stream().flatMap(one -> said(room, one).stream()).toList());
            all.addAll(newer);
            boolean over = page.complete() || page.messages().isEmpty() || all.size() >= limit;
            return over ? Future.succeededFuture(all.subList(Math.max(0, all.size() - limit), all.size()))
                    : before(room, page.first(), limit, all);
        });
    }

    /** Subjects and the like are nothing that was said. */
    private static Optional<Said> said(EntityBareJid room, Archived one) {
        String body = one.message().getBody();
        return body == null ? Optional.empty() : Optional.of(new Said(room.toString(), String.valueOf(one.message().getFrom()),
                "groupchat", body, one.time().toString(), String.valueOf(one.message().getFrom())));
    }

    @Override
    public void received(Stanza stanza) {
        archive.take(stanza);
    }

    @Override
    public void lost(Problem why) {
        // the question that the results belong to fails
    }
}
