package io.parley.session.stanza;

import io.parley.session.Family;
import io.parley.session.Link;
import io.parley.xmpp.MessageArchive;
import io.parley.xmpp.MessageArchive.Page;
import io.parley.xmpp.MessageArchive.Query;
import io.vertx.core.Future;
import org.jivesoftware.smack.packet.Stanza;

/** The archives that a session asks: the user's own and those of rooms. */
public final class Archive implements Family {
    private final Link link;
    private final MessageArchive archive;

    public Archive(Link link) {
        this.link = link;
        this.archive = new MessageArchive(request -> link.iqs().request(request), link.account(), () -> link.newId("q-"), link::now);
    }

    /** One page; 501 {@code archive-unsupported} where there is no archive. */
    public Future<Page> page(Query query) {
        if (query.room() == null && !link.features().archive()) {
            return Future.failedFuture(MessageArchive.unsupported());
        }
        return archive.page(query).map(this::addressed);
    }

    /** A room has its messages for all of its occupants. */
    private Page addressed(Page page) {
        page.messages().stream().map(MessageArchive.Archived::message).filter(message -> message.getTo() == null)
                .forEach(message -> message.setTo(link.self()));
        return page;
    }

    @Override
    public boolean take(Stanza stanza) {
        return archive.take(stanza);
    }
}
