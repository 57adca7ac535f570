package io.parley.fastpath;

import io.parley.fastpath.ChatRooms.Room;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.parley.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From an accepted offer to a room with both in it: the room is made, both are invited, and whoever does not come in time is waited for no longer. */
final class Chats {
    private static final Logger LOG = LoggerFactory.getLogger(Chats.class);
    /** The XMPP server is away, or refuses: tried again after this until the expert's time is up. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Tables tables;
    private final Notices notices;
    private final OfferEvents events;
    private final ChatRooms rooms;
    private final Places places;
    private final WorkgroupBook book;
    private final InstantSource clock;
    private final Timers timers;
    private final Consumer<String> changed;
    private final Waiting waiting;

    Chats(Tables tables, Notices notices, OfferEvents events, ChatRooms rooms, Places places, WorkgroupBook book, InstantSource clock,
          Timers timers, Consumer<String> changed, Waiting waiting) {
        this.tables = tables;
        this.notices = notices;
        this.events = events;
        this.rooms = rooms;
        this.places = places;
        this.book = book;
        this.clock = clock;
        this.timers = timers;
        this.changed = changed;
        this.waiting = waiting;
    }

    /** Goes on with an accepted offer; after a restart, too. Who accepted has been answered already: what fails here is tried again. */
    void begin(String offerId) {
        tables.ask(client -> tables.offers().find(client, offerId).compose(offer ->
                offer.isEmpty() ? Future.succeededFuture() : tables.requests().find(client, offer.get().requestId())
                        .compose(request -> request.isEmpty() ? Future.succeededFuture() : begin(offer.get(), request.get()))))
                .onFailure(failure -> {
                    LOG.info("offer {} waits for its room: {}", offerId, failure.getMessage());
                    timers.after(PAUSE, () -> begin(offerId));
                });
    }

    private Future<Void> begin(OfferRow offer, RequestRow request) {
        if (!offer.state().equals(ExpertState.CHAT_PENDING.code())) {
            return Future.succeededFuture();
        }
        ExpertState.TABLE.require(ExpertState.CHAT_PENDING, ExpertState.Move.INVITE);
        Room room = Places.roomOf(request);
        return rooms.open(room, members(request, offer)).compose(open -> invited(offer, request))
                .compose(won -> won ? tell(offer, request, room) : abandon(request, room));
    }

    private List<String> members(RequestRow request, OfferRow offer) {
        List<String> members = new ArrayList<>(List.of(places.user(offer.expert()), asker(request)));
        book.find(request.workgroup()).ifPresent(group -> group.supervisors().forEach(name -> members.add(places.user(name))));
        return members.stream().distinct().toList();
    }

    private String asker(RequestRow request) {
        return request.username() == null ? request.visitor() : places.user(request.username());
    }

    private Future<Boolean> invited(OfferRow offer, RequestRow request) {
        long now = clock.millis();
        long due = now + book.find(offer.workgroup()).map(Workgroup::invitationTimeout).orElse(Duration.ofMinutes(1)).toMillis();
        return tables.inTransaction(client -> (offer.isRequest() ? tables.requests().invited(client, request.id(), offer.expert(), now)
                : tables.lockChat(client, request.id()))
                .compose(won -> won ? tables.offers().invited(client, offer.id(), due) : Future.succeededFuture(false)));
    }

    private Future<Void> tell(OfferRow offer, RequestRow request, Room room) {
        if (offer.isRequest()) {
            changed.accept(request.workgroup());
            waiting.done(request.id());
        }
        // the state has changed: what cannot be told now is told when the deadline or the session's next beginning comes
        return invite(offer, room).compose(done -> offer.isRequest() ? inviteAsker(request, room) : Future.succeededFuture())
                .recover(failure -> {
                    LOG.info("request {}: an invitation was not sent: {}", request.id(), failure.getMessage());
                    timers.after(PAUSE, () -> remind(offer.id()));
                    return Future.succeededFuture();
                });
    }

    private Future<Void> invite(OfferRow offer, Room room) {
        return rooms.invite(room, places.user(offer.expert()), offer.requestId());
    }

    private Future<Void> inviteAsker(RequestRow request, Room room) {
        return notices.asker(request, events.invitation(request))
                .compose(told -> request.username() == null ? Future.succeededFuture()
                        : rooms.invite(room, places.user(request.username()), request.id()));
    }

    /** Invites an expert again who has not come yet. */
    void remind(String offerId) {
        tables.ask(client -> tables.offers().find(client, offerId)).onSuccess(found -> found
                .filter(offer -> offer.state().equals(ExpertState.CHAT_ROOM.code()) && offer.enteredAt() == null)
                .ifPresent(offer -> tables.ask(client -> tables.requests().find(client, offer.requestId()))
                        .compose(request -> request.isEmpty() ? Future.succeededFuture() : invite(offer, Places.roomOf(request.get())))
                        .onFailure(failure -> timers.after(PAUSE, () -> remind(offerId)))));
    }

    /** The asker has left while the room was made. */
    private Future<Void> abandon(RequestRow request, Room room) {
        return tables.ask(client -> tables.requests().find(client, request.id()))
                .compose(now -> now.filter(row -> !row.state().equals(UserState.START.code())).isPresent() ? Future.succeededFuture()
                        : rooms.close(room, "ended"));
    }
}
