package io.parley.fastpath;

import io.parley.fastpath.ChatRooms.Occupant;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    private final Notices notices;
    private final Transcripts transcripts;
    private final Endings endings;
    private final Handovers handovers;
    private final Answers answers;
    private final WorkgroupBook book;
    private final Places places;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final PatientTurns turns;

    Occupancy(Tables tables, Notices notices, Transcripts transcripts, Endings endings, Handovers handovers, Answers answers,
              WorkgroupBook book, Places places, InstantSource clock, Timers timers, Consumer<String> wake) {
        this.tables = tables;
        this.notices = notices;
        this.transcripts = transcripts;
        this.endings = endings;
        this.handovers = handovers;
        this.answers = answers;
        this.book = book;
        this.places = places;
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
        return liveOffer(row, occupant).compose(found -> {
            Optional<OfferRow> offer = found.filter(one -> one.state().equals(ExpertState.CHAT_ROOM.code()));
            return offer.isEmpty() ? Future.succeededFuture()
                    : tables.ask(client -> tables.offers().entered(client, offer.get().id(), clock.millis(), null))
                            .compose(done -> offer.get().kind().equals(OfferRow.TRANSFER) && offer.get().enteredAt() == null
                                    ? handovers.complete(row, offer.get(), occupant.nickname()) : Future.succeededFuture());
        });
    }

    @Override
    public void left(String request, Occupant occupant, String reason) {
        inTurn(request, row -> isAsker(row, occupant) ? endings.end(row.id(), "left").mapEmpty()
                : tell(row, occupant, reason).compose(told -> expertLeft(row, occupant)));
    }

    private Future<Void> tell(RequestRow row, Occupant occupant, String reason) {
        return isHidden(row, occupant) ? Future.succeededFuture() : tell(row, "occupantLeft", occupant, reason);
    }

    /** The place is free at once; without any expert the chat is over. One whose chat was handed over has left it already. */
    private Future<Void> expertLeft(RequestRow row, Occupant occupant) {
        return liveOffer(row, occupant).compose(found -> {
            Optional<OfferRow> offer = found.filter(one -> one.state().equals(ExpertState.CHAT_ROOM.code()));
            if (offer.isEmpty()) {
                return Future.succeededFuture();
            }
            ExpertState.TABLE.require(ExpertState.CHAT_ROOM, ExpertState.Move.LEAVE);
            long now = clock.millis();
            return tables.<Boolean>inTransaction(client -> tables.offers()
                    .close(client, offer.get().id(), ExpertState.CHAT_ROOM.code(), "left", now, 0)
                    .compose(closed -> tables.experts().chatEnded(client, offer.get().workgroup(), offer.get().expert(), now))
                    .compose(counted -> tables.offers().liveOf(client, row.id()))
                    .map(live -> live.stream().noneMatch(one -> one.state().equals(ExpertState.CHAT_ROOM.code()) && one.enteredAt() != null)))
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

    /** We were cut off. Who is not there any more is waited for again, as after an invitation: they may have been cut off as well. */
    @Override
    public void present(String request, List<Occupant> occupants) {
        Set<String> here = occupants.stream().map(one -> bare(one.jid())).collect(Collectors.toSet());
        inTurn(request, row -> {
            long now = clock.millis();
            boolean askerHere = here.contains(bare(asker(row)));
            return tables.ask(client -> tables.requests().entered(client, row.id(), askerHere ? Long.valueOf(now) : null, askerHere ? null : now)
                    .compose(done -> tables.offers().liveOf(client, row.id()))).compose(live -> {
                        Future<Void> done = Future.succeededFuture();
                        for (OfferRow offer : live) {
                            if (offer.state().equals(ExpertState.CHAT_ROOM.code())) {
                                done = done.compose(before -> found(offer, here.contains(bare(places.user(offer.expert()))), now));
                            }
                        }
                        return done;
                    }).onSuccess(done -> wake.accept(row.workgroup()));
        });
    }

    private Future<Void> found(OfferRow offer, boolean here, long now) {
        long due = now + book.find(offer.workgroup()).map(group -> group.invitationTimeout().toMillis()).orElse(0L);
        return tables.ask(client -> tables.offers().entered(client, offer.id(), here ? Long.valueOf(now) : null, here ? null : due)).mapEmpty();
    }

    @Override
    public void lost(String request) {
        inTurn(request, row -> endings.end(row.id(), "closed").mapEmpty());
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

    private void inTurn(String request, Function<RequestRow, Future<Void>> work) {
        turns.of(request, () -> tables.ask(client -> tables.requests().find(client, request))
                .compose(found -> found.filter(row -> row.state().equals(UserState.CHAT_ROOM.code()) || row.roomOpen()).map(work)
                        .orElseGet(Future::succeededFuture)))
                .onFailure(failure -> LOG.warn("request {}: what happened in its room was not taken in: {}", request, failure.toString()));
    }
}
