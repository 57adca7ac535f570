package io.parley.fastpath.component;

import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.time.Timers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What visitors do in rooms, and how they come back into them: they have no client that would. */
final class Visits {
    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
    private static final int MOST_TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final RoomBook book;
    private final ComponentSettings settings;
    private final ComponentLine line;
    private final Entrances entrances;
    private final Utterances utterances;
    private final Attendance attendance;
    private final Timers timers;
    private final Secrets secrets;

    Visits(RoomBook book, ComponentSettings settings, ComponentLine line, Entrances entrances, Utterances utterances,
           Attendance attendance, Timers timers, Secrets secrets) {
        this.book = book;
        this.settings = settings;
        this.line = line;
        this.entrances = entrances;
        this.utterances = utterances;
        this.attendance = attendance;
        this.timers = timers;
        this.secrets = secrets;
    }

    Future<String> enter(Room room, String visitor, String nickname) {
        LiveRoom live = present(room);
        String jid = Address.plain(visitor);
        Visit known = live.visit(jid).orElse(null);
        if (known != null && known.isInside()) {
            return Future.succeededFuture(known.nickname());
        }
        Visit visit = known != null ? known : new Visit(visitor, jid, Nickname.of(nickname));
        live.add(visit); // before: the workgroup may see them sooner than they see themselves
        return comeIn(live, visit).map(entered -> visit.nickname()).onFailure(failure -> {
            if (known == null) {
                live.remove(visit);
            }
        });
    }

    private Future<Void> comeIn(LiveRoom room, Visit visit) {
        return come(room, visit, visit.nickname())
                .recover(failure -> StanzaErrors.isRefusal(failure, "jid-malformed") ? come(room, visit, Nickname.NAMELESS)
                        : Future.failedFuture(failure))
                .compose(entered -> {
                    if (entered.created()) { // the room was closed in this very moment, and this made another
                        line.send(leaving(room, visit.jid(), entered.nickname()));
                        return Future.failedFuture(Problem.refused("item-not-found", "The room is no longer there.").exception());
                    }
                    visit.entered(entered.nickname());
                    return Future.succeededFuture();
                });
    }

    private Future<Entrances.Entered> come(LiveRoom room, Visit visit, String nickname) {
        return entrances.enter(visit.jid(), room.address(), nickname, Entrances.nothing());
    }

    Future<Void> say(Room room, String visitor, String id, Payload payload) {
        LiveRoom live = present(room);
        Visit visit = inside(live, visitor);
        return utterances.say(live.address() + "/" + visit.nickname(), Words.said(id, visit.jid(), live.address(), payload));
    }

    Future<Void> type(Room room, String visitor, String state) {
        LiveRoom live = present(room);
        line.send(Words.state(secrets.id("t-"), inside(live, visitor).jid(), live.address(), state));
        return Future.succeededFuture();
    }

    Future<Void> leave(Room room, String visitor) {
        LiveRoom live = book.find(Address.local(room.request(), settings.conferenceDomain())).orElse(null);
        Visit visit = live == null ? null : live.visit(Address.plain(visitor)).orElse(null);
        if (visit != null) {
            line.send(leaving(live, visit.jid(), visit.nickname()));
            live.remove(visit);
            attendance.settle(live);
        }
        return Future.succeededFuture();
    }

    private Element leaving(LiveRoom room, String jid, String nickname) {
        return Element.stanza("presence", "unavailable", secrets.id("l-"), jid, room.address() + "/" + nickname);
    }

    private LiveRoom present(Room room) {
        LiveRoom live = book.find(Address.local(room.request(), settings.conferenceDomain()))
                .orElseThrow(() -> Problem.notFound("unknown-room", "There is no such conversation.").exception());
        if (!live.isInside() || !line.isUp()) {
            throw XmppServer.away().exception();
        }
        return live;
    }

    private static Visit inside(LiveRoom room, String visitor) {
        Visit visit = room.visit(Address.plain(visitor))
                .orElseThrow(() -> Problem.conflict("not-in-chat", "The visitor is not in the conversation.").exception());
        if (!visit.isInside()) {
            throw XmppServer.away().exception();
        }
        return visit;
    }

    /** The line is there again, or the room is. */
    void bringBack(LiveRoom room) {
        room.visits().forEach(visit -> bringBack(room, visit));
    }

    void bringBack(LiveRoom room, Visit visit) {
        visit.cutOff();
        if (!line.isUp() || !isWanted(room, visit)) {
            return;
        }
        comeIn(room, visit).onSuccess(done -> attendance.settle(room)).onFailure(failure -> {
            if (!line.isUp() || !isWanted(room, visit)) {
                return;
            }
            int tries = visit.failed();
            if (StanzaErrors.mayPass(failure) && tries <= MOST_TRIES) {
                Duration pause = FIRST_PAUSE.multipliedBy(1L << tries);
                timers.after(Duration.ofMillis((long) (pause.toMillis() * (0.5 + secrets.jitter() / 2))), () -> again(room, visit));
            } else {
                LOG.info("room {}: a visitor cannot come back: {}", room.request(), failure.getMessage());
                attendance.gone(room, visit);
            }
        });
    }

    private void again(LiveRoom room, Visit visit) {
        if (!visit.isInside()) {
            bringBack(room, visit);
        }
    }

    private boolean isWanted(LiveRoom room, Visit visit) {
        return book.has(room) && room.isInside() && room.visit(visit.jid()).filter(visit::equals).isPresent();
    }
}
