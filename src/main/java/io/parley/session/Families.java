package io.parley.session;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.session.bookmark.BookmarksFamily;
import io.parley.session.room.Invitations;
import io.parley.session.room.RoomDirectory;
import io.parley.session.room.RoomNames;
import io.parley.session.room.Rooms;
import io.parley.session.stanza.Archive;
import io.parley.session.stanza.CatchUp;
import io.parley.session.stanza.Chats;
import io.parley.session.stanza.Contacts;
import io.parley.session.stanza.History;
import io.parley.session.stanza.Outbox;
import io.parley.session.stanza.Presences;
import io.parley.session.stanza.RawStanzas;
import io.parley.session.stanza.Roster;
import io.parley.session.stanza.Seen;
import io.parley.session.stanza.Sending;
import io.parley.session.stanza.Subscriptions;
import io.parley.session.stanza.VCards;
import io.parley.xmpp.Iqs;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smackx.carbons.packet.Carbon;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jxmpp.jid.Jid;

/** The stanza families of one session, wired in one place, and what they do together at every login to the XMPP server. */
final class Families {
    /** Clocks differ, and what was written last of a session may not be what it was told last. */
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    private final Session session;
    private final Seen seen;
    private final Archive archive;
    private final Outbox outbox;
    private final Sending sending;
    private final Presences presences;
    private final Roster roster;
    private final Subscriptions subscriptions;
    private final Chats chats;
    private final CatchUp catchUp;
    private final Rooms rooms;
    private final List<Family> inOrder;

    /** @param here told whenever the user's own presence says that they are there, or no longer does */
    Families(Session session, SessionSetup setup, Iqs iqs, Consumer<Boolean> here) {
        this.session = session;
        RoomNames names = new RoomNames(session.account().asDomainBareJid(), setup.xmpp().conference());
        this.seen = new Seen(2 * setup.config().logEvents());
        this.archive = new Archive(session);
        this.outbox = new Outbox(session, setup.xmpp().replyTimeout(), setup.config().maxPending(),
                setup.metrics()::acknowledged);
        this.sending = new Sending(session, outbox, archive, setup.sentKeys());
        this.roster = new Roster(session);
        this.subscriptions = new Subscriptions(session, roster, () -> setup.config().acceptAll());
        this.presences = new Presences(session, here);
        this.chats = new Chats(session, sending, outbox, seen, this::isRoom);
        this.catchUp = new CatchUp(session, archive, chats, setup.config().recoverMessages());
        this.rooms = new Rooms(session, names, sending, outbox, archive, seen, setup.config().maxRooms());
        // an archive's results come inside messages, and a room's presence inside presence: the narrower family looks first
        this.inOrder = List.of(archive, rooms, new Invitations(session, setup.meetingUrl(), setup.workgroups()), subscriptions, presences, chats,
                new Contacts(session, roster, subscriptions, presences),
                new RoomDirectory(session, names, rooms), new History(session, archive, names), new BookmarksFamily(session, names),
                new VCards(session), new RawStanzas(session, presences, rooms, iqs::anyAnswer));
    }

    private boolean isRoom(Jid address) {
        return rooms.jids().stream().anyMatch(address::equals);
    }

    void commands(CommandTable table) {
        inOrder.forEach(family -> family.commands(table));
    }

    void take(Stanza stanza) {
        for (Family family : inOrder) {
            if (family.take(stanza)) {
                return;
            }
        }
    }

    /**
     * What is said after binding: what the server can do, copies on, the roster asked for, and presence; then the archive's newest
     * message is noted or, after a lost stream, the gap is filled. The archive comes after the presence: Prosody keeps back what it holds
     * for those who were offline from whoever has asked the archive before. {@link XmppStream.Opened#resumed Resumed} streams need none
     * of it.
     */
    Future<Void> greet(boolean first) {
        if (!first) {
            presences.forget();
            subscriptions.forget();
            chats.hold();
        }
        return disclose()
                .compose(disclosed -> Future.all(copies(), roster.load()))
                .compose(ready -> {
                    presences.broadcast();
                    return first ? Future.all(present(), catchUp.begin()).mapEmpty() : restore();
                });
    }

    /** The server has dealt with our presence when it answers what came after it; until then a message to the user does not come here. */
    private Future<Void> present() {
        return session.iqs().request(new Ping(session.account().asDomainBareJid()))
                .recover(failure -> ProblemException.isAway(failure) ? Future.failedFuture(failure) : Future.succeededFuture()).mapEmpty();
    }

    /** The order matters: what was said before, then what waits here, then what the user had not got rid of yet. */
    private Future<Void> restore() {
        return catchUp.fill()
                .onComplete(done -> chats.release())
                .compose(filled -> rooms.enterAgain())
                .map(entered -> {
                    outbox.sendAgain();
                    return null;
                });
    }

    private Future<Void> disclose() {
        DiscoverInfo question = new DiscoverInfo();
        question.setType(IQ.Type.get);
        question.setTo(session.account());
        return session.iqs().request(question).compose(answer -> {
            DiscoverInfo info = (DiscoverInfo) answer;
            session.features(new Features(info.getFeatures().stream().map(DiscoverInfo.Feature::getVar).collect(Collectors.toSet())));
            return Future.succeededFuture();
        });
    }

    private Future<Void> copies() {
        // a server without carbons only means that other devices' messages are not copied
        return session.iqs().request(new Carbon.Enable()).otherwiseEmpty().mapEmpty();
    }

    /** What the user had on another node; what happened since then is fetched from the archives when the server is there. */
    void restore(SessionEntry entry, List<String> passwords) {
        Instant since = Instant.ofEpochMilli(entry.since()).minus(OVERLAP);
        presences.restore(entry.show(), entry.status(), entry.away());
        catchUp.since(since);
        rooms.restore(entry.rooms(), passwords, since);
    }

    /** The stream is there again as it was; only what could not be said meanwhile is said now. */
    void resumed() {
        rooms.resumed();
        presences.catchUp();
    }

    /** The stream is gone, and with it every answer that a room still owed, and what was about to be sent. */
    void lost(Problem why) {
        sending.streamLost();
        rooms.lost(why);
    }

    void close() {
        outbox.close();
    }

    Archive archive() {
        return archive;
    }

    Outbox outbox() {
        return outbox;
    }

    Presences presences() {
        return presences;
    }

    Seen seen() {
        return seen;
    }

    Rooms rooms() {
        return rooms;
    }
}
