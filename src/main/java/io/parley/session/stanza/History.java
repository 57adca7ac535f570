package io.parley.session.stanza;

import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand.QueryMessages;
import io.parley.bus.SessionReply.ArchivedMessage;
import io.parley.bus.SessionReply.Messages;
import io.parley.session.CommandTable;
import io.parley.session.Family;
import io.parley.session.Link;
import io.parley.session.room.RoomNames;
import io.parley.xmpp.MessageArchive;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jxmpp.jid.Jid;

/** What was said before, for whoever asks: pages of an archive in the contract's form. */
public final class History implements Family {
    private static final int SCAN_PAGE = 100;
    private static final int SCAN_PAGES = 20;

    private final Link link;
    private final Archive archive;
    private final RoomNames rooms;

    public History(Link link, Archive archive, RoomNames rooms) {
        this.link = link;
        this.archive = archive;
        this.rooms = rooms;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(QueryMessages.class, this::query);
    }

    private Future<Messages> query(QueryMessages asked) {
        MessageArchive.Query query = new MessageArchive.Query(asked.room() == null ? null : rooms.jid(asked.room(), null),
                asked.with() == null ? null : with(asked.with()), time("start", asked.start()), time("end", asked.end()),
                asked.before(), asked.after(), asked.max());
        return asked.keywords() == null || asked.keywords().isBlank()
                ? archive.page(query).map(page -> new Messages(view(page.messages()), page.first(), page.last(), page.complete()))
                : new Scan(query, asked.keywords().toLowerCase(Locale.ROOT), asked.max()).run();
    }

    private Jid with(String text) {
        return Addressee.contact(text, link.account().asDomainBareJid());
    }

    private static Instant time(String name, String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.badRequest("bad-time", "'" + name + "' is no ISO 8601 time with an offset.").exception();
        }
    }

    private static List<ArchivedMessage> view(List<MessageArchive.Archived> messages) {
        List<ArchivedMessage> view = new ArrayList<>();
        for (MessageArchive.Archived one : messages) {
            Payloads.read(one.message()).ifPresent(payload -> view.add(view(one, payload)));
        }
        return view;
    }

    private static ArchivedMessage view(MessageArchive.Archived one, Payload payload) {
        return new ArchivedMessage(one.message().getStanzaId(), one.id(), one.message().getType().toString(),
                text(one.message().getFrom()), text(one.message().getTo()), payload.body(), payload.data(), one.time().toString());
    }

    private static String text(Jid jid) {
        return jid == null ? null : jid.toString();
    }

    /** Looks for a word page by page, newest first; bounded, for no archive has to be read to its end for one request. */
    private final class Scan {
        private final String keyword;
        private final int max;
        private final List<ArchivedMessage> found = new ArrayList<>();
        private MessageArchive.Query next;
        private int pages;

        Scan(MessageArchive.Query query, String keyword, int max) {
            this.keyword = keyword;
            this.max = max;
            this.next = new MessageArchive.Query(query.room(), query.with(), query.start(), query.end(), query.before(), null, SCAN_PAGE);
        }

        Future<Messages> run() {
            return archive.page(next).compose(page -> {
                List<ArchivedMessage> matches = view(page.messages()).stream().filter(this::matches).toList();
                found.addAll(0, matches);
                boolean more = !page.complete() && page.first() != null;
                if (!more || found.size() >= max || ++pages >= SCAN_PAGES) {
                    List<ArchivedMessage> newest = found.subList(Math.max(0, found.size() - max), found.size());
                    String before = newest.size() < found.size() ? newest.get(0).stanzaId() : page.first();
                    return Future.succeededFuture(new Messages(List.copyOf(newest), before, null, !more && newest.size() == found.size()));
                }
                next = new MessageArchive.Query(next.room(), next.with(), next.start(), next.end(), page.first(), null, SCAN_PAGE);
                return run();
            });
        }

        private boolean matches(ArchivedMessage message) {
            return message.body() != null && message.body().toLowerCase(Locale.ROOT).contains(keyword);
        }
    }
}
