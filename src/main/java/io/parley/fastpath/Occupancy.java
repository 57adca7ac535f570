package io.parley.fastpath;

import io.parley.bus.ProblemException;
import io.parley.fastpath.ChatRooms.Occupant;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.flow.OneByOne;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes and goes in the rooms, as the queue understands it: who is there, whose place is free, when a chat is over. The events of one
 * room are worked off one after the other.
 */
final class Occupancy implements ChatRooms.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Occupancy.class);

    private final Tables tables;
    private final Dismissal dismissal;
    private final Notices notices;
    private final Transcripts transcripts;
    private final Endings endings;
    private final Handovers handovers;
    private final Answers answers;
    private final WorkgroupBook book;
    private final Places places;
    private final ChatRooms rooms;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final PatientTurns turns;

    Occupancy(Tables tables, Notices notices, Transcripts transcripts, Endings endings, Handovers handovers, Answers answers,
              WorkgroupBook book, Places places, ChatRooms rooms, InstantSource clock, Timers timers, Consumer<String> wake) {
        this.tables = tables;
        this.dismissal = new Dismissal(tables);
        this.notices = notices;
        this.transcripts = transcripts;
        this.endings = endings;
        this.handovers = handovers;
        this.answers = answers;
        this.book = book;
        this.places = places;
        this.rooms = rooms;
        this.clock = clock;
        this.wake = wake;
        this.turns = new PatientTurns(timers);
    }

    @Override
    public void entered(String request, Occupant occupant) {
        inTurn(request, row -> isAsker(row, occupant)
                ? tables.ask(client -> tables.requests().entered(client, row.id(), clock.millis(), null))
                        .compose(done -> tell(row, "occupantJoined", occupant, null))
                : expertEntered(row, occupant).compose(done -> isHidden(row, occupant) ? Future.succeededFuture()
                        : tell(row, "occupantJoined", occupant, null)));
    }

    private Future<Void> expertEntered(RequestRow row, Occupant occupant) {
        return liveOffer(row, occupant).compose(found -> found.filter(OfferRow::isAccepted)
                .map(offer -> expertIsHere(row, offer, occupant)).orElseGet(Future::succeededFuture));
    }

    private Future<Void> expertIsHere(RequestRow row, OfferRow offer, Occupant occupant) {
        return tables.ask(client -> tables.offers().entered(client, offer.id(), clock.millis(), null))
                .compose(done -> offer.kind().equals(OfferRow.TRANSFER) && offer.enteredAt() == null
                        ? handovers.complete(row, offer, occupant.nickname()) : Future.succeededFuture());
    }

    @Override
    public void left(String request, Occupant occupant, String reason) {
        inTurn(request, row -> isAsker(row, occupant) ? endings.end(row.id(), "left").mapEmpty()
                : tell(row, occupant, reason).compose(told -> expertLeft(row, occupant)));
    }

    private Future<Void> tell(RequestRow row, Occupant occupant, String reason) {
        return isHidden(row, occupant) ? Future.succeededFuture() : tell(row, "occupantLeft", occupant, reason);
    }

    /**
     * The place is free at once; without any expert, and with none on the way, the chat is over. One whose chat was handed over has left it
     * already.
     */
    private Future<Void> expertLeft(RequestRow row, Occupant occupant) {
        return liveOffer(row, occupant).compose(found -> {
            Optional<OfferRow> offer = found.filter(OfferRow::isAccepted);
            if (offer.isEmpty()) {
                return Future.succeededFuture();
            }
            if (offer.get().state().equals(ExpertState.CHAT_PENDING.code())) {
                return tables.ask(client -> tables.offers().entered(client, offer.get().id(), null, null)).mapEmpty();
            }
            ExpertState.TABLE.require(ExpertState.CHAT_ROOM, ExpertState.Move.LEAVE);
            long now = clock.millis();
            return tables.<Boolean>inTransaction(client -> tables.requests().lock(client, row.id())
                    .compose(locked -> dismissal.one(client, offer.get(), "left", now, 0))
                    .compose(counted -> tables.offers().liveOf(client, row.id()))
                    .map(live -> live.stream().noneMatch(OfferRow::isAccepted)))
                    .compose(alone -> alone ? endings.end(row.id(), "expert-left").mapEmpty() : Future.succeededFuture())
                    .onSuccess(done -> answers.wakeFor(offer.get().expert())).mapEmpty();
        });
    }

    @Override
    public void said(String request, RoomMessage message) {
        inTurn(request, row -> transcripts.said(row, message).mapEmpty());
    }

    @Override
    public void typing(String request, Occupant occupant, String state) {
        inTurn(request, row -> {
            if (!isAsker(row, occupant)) {
                notices.passing(row.id(), null, "typing." + occupant.nickname(), new JsonObject().put("type", "groupchat")
                        .put("from", places.room(row.id()) + "/" + occupant.nickname()).put("to", row.visitor()).put("state", state));
            }
            return Future.succeededFuture();
        });
    }

    /**
     * We were cut off, or have begun anew. What was said meanwhile is in the archive. Who is not there any more is waited for again, as
     * after an invitation, for they may have been cut off as well; visitors are ours to bring back.
     */
    @Override
    public void present(String request, List<Occupant> occupants) {
        Map<String, Occupant> here = occupants.stream().collect(Collectors.toMap(one -> bare(one.jid()), one -> one, (one, other) -> one));
        inTurn(request, row -> rooms.archive(Places.roomOf(row), Instant.ofEpochMilli(row.askedAt()))
                .compose(said -> transcripts.complete(row, said))
                .recover(failure -> {
                    LOG.info("request {}: its archive is read again when its room closes: {}", request, failure.getMessage());
                    return Future.succeededFuture();
                })
                .compose(complete -> bringBack(row, here.keySet()))
                .compose(back -> askerFound(row, back || here.containsKey(bare(asker(row)))))
                .compose(done -> expertsFound(row, here))
                .onSuccess(done -> wake.accept(row.workgroup())));
    }

    /**
     * Also a visitor whom the room still shows: for what it could not deliver meanwhile it may put them out yet, and then they must be known
     * here, or they would count as having left.
     */
    private Future<Boolean> bringBack(RequestRow row, Set<String> here) {
        if (row.username() != null || row.enteredAt() == null) {
            return Future.succeededFuture(false);
        }
        boolean shown = here.contains(bare(row.visitor()));
        return rooms.enter(Places.roomOf(row), row.visitor(), row.nickname()).map(true)
                .recover(failure -> shown ? Future.succeededFuture(true) : Future.failedFuture(failure));
    }

    private Future<Void> askerFound(RequestRow row, boolean here) {
        long now = clock.millis();
        return tables.ask(client -> tables.requests().entered(client, row.id(), here ? Long.valueOf(now) : null, here ? null : now)).mapEmpty();
    }

    private Future<Void> expertsFound(RequestRow row, Map<String, Occupant> here) {
        long now = clock.millis();
        return tables.ask(client -> tables.offers().liveOf(client, row.id()))
                .map(live -> live.stream().filter(one -> one.state().equals(ExpertState.CHAT_ROOM.code())).toList())
                .compose(chats -> OneByOne.each(chats, offer -> {
                    Occupant expert = here.get(bare(places.user(offer.expert())));
                    return expert == null ? missing(offer, now) : expertIsHere(row, offer, expert);
                }));
    }

    private Future<Void> missing(OfferRow offer, long now) {
        long due = now + book.find(offer.workgroup()).map(group -> group.invitationTimeout().toMillis()).orElse(0L);
        return tables.ask(client -> tables.offers().entered(client, offer.id(), null, due)).mapEmpty();
    }

    /** Who waits in the queue goes on waiting, and gets another room. */
    @Override
    public void lost(String request) {
        inTurn(request, row -> row.state().equals(UserState.QUEUED.code())
                ? tables.ask(client -> tables.requests().roomClosed(client, row.id())).mapEmpty()
                : endings.end(row.id(), "closed").mapEmpty());
    }

    private Future<Optional<OfferRow>> liveOffer(RequestRow row, Occupant occupant) {
        Optional<String> username = Optional.ofNullable(occupant.jid()).flatMap(places::username);
        return username.isEmpty() ? Future.succeededFuture(Optional.empty())
                : tables.ask(client -> tables.offers().live(client, row.id(), username.get().toLowerCase(Locale.ROOT)));
    }

    private Future<Void> tell(RequestRow row, String type, Occupant occupant, String reason) {
        String room = places.room(row.id());
        JsonObject event = new JsonObject().put("type", type).put("room", room).put("from", room + "/" + occupant.nickname())
                .put("to", row.visitor()).put("nickname", occupant.nickname());
        if (reason != null) {
            event.put("reason", reason);
        }
        if (isAsker(row, occupant)) {
            event.put("self", true);
        }
        return notices.log(row, event);
    }

    private boolean isHidden(RequestRow row, Occupant occupant) {
        Optional<Workgroup> group = book.find(row.workgroup()).filter(Workgroup::hideSupervisors);
        Optional<String> username = Optional.ofNullable(occupant.jid()).flatMap(places::username);
        return group.isPresent() && username.isPresent() && group.get().supervisors().contains(username.get())
                && !username.get().equals(row.takenBy());
    }

    private boolean isAsker(RequestRow row, Occupant occupant) {
        return occupant.jid() != null && bare(occupant.jid()).equals(bare(asker(row)));
    }

    private String asker(RequestRow row) {
        return row.username() == null ? row.visitor() : places.user(row.username());
    }

    private static String bare(String jid) {
        return jid == null ? "" : jid.toLowerCase(Locale.ROOT);
    }

    /** Patiently: what is not taken in would never be told again, and an expert's place would not become free. */
    private void inTurn(String request, Function<RequestRow, Future<Void>> work) {
        turns.of(request, () -> tables.ask(client -> tables.requests().find(client, request))
                .compose(found -> found.filter(row -> row.state().equals(UserState.CHAT_ROOM.code()) || row.roomOpen()).map(work)
                        .orElseGet(Future::succeededFuture)))
                .onFailure(failure -> LOG.warn("request {}: what happened in its room was not taken in: {}", request, failure.toString()));
    }
}
