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

/**
 * From an accepted offer to a room with both in it: the room is made, both are invited, and whoever does not come in time is waited for
 * no longer.
 */
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
    private final Endings endings;
    private final InstantSource clock;
    private final Timers timers;
    private final Consumer<String> changed;
    private final Waiting waiting;

    Chats(Tables tables, Notices notices, OfferEvents events, ChatRooms rooms, Places places, WorkgroupBook book, Endings endings,
          InstantSource clock, Timers timers, Consumer<String> changed, Waiting waiting) {
        this.tables = tables;
        this.notices = notices;
        this.events = events;
        this.rooms = rooms;
        this.places = places;
        this.book = book;
        this.endings = endings;
        this.clock = clock;
        this.timers = timers;
        this.changed = changed;
        this.waiting = waiting;
    }

    /** Goes on with an accepted offer; after a restart, too. Who accepted has been answered already: what fails here is tried again. */
    void begin(String offerId) {
        tables.ask(client -> tables.offers().find(client, offerId)).compose(offer -> offer.isEmpty() ? Future.<Void>succeededFuture()
                : tables.ask(client -> tables.requests().find(client, offer.get().requestId()))
                        .compose(request -> request.isEmpty() ? Future.succeededFuture() : begin(offer.get(), request.get())))
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
        return tables.ask(client -> tables.requests().roomBegun(client, request.id(), offer.expert()))
                .compose(waits -> waits ? open(offer, request, room) : Future.succeededFuture());
    }

    private Future<Void> open(OfferRow offer, RequestRow request, Room room) {
        return rooms.open(room, members(request, offer)).compose(open -> invited(offer, request)).map(won -> {
            if (won) {
                tell(offer, request);
            } else {
                // the asker may have left while the room was made, and its closing have found nothing there
                endings.closeRoom(request.id(), "ended", row -> true);
            }
            return null;
        });
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

    private void tell(OfferRow offer, RequestRow request) {
        if (offer.isRequest()) {
            changed.accept(request.workgroup());
            waiting.done(request.id());
            tellAsker(request.id());
        }
        remind(offer.id());
    }

    /** Tells an asker who has not come yet where they are expected; tried until it has been written down. After a restart, too. */
    void tellAsker(String id) {
        tables.ask(client -> tables.requests().find(client, id))
                .compose(found -> found.filter(Chats::isExpected).map(request -> notices.asker(request, events.invitation(request)))
                        .orElseGet(Future::succeededFuture))
                .onSuccess(told -> inviteAsker(id))
                .onFailure(failure -> later(id, failure, () -> tellAsker(id)));
    }

    private void inviteAsker(String id) {
        tables.ask(client -> tables.requests().find(client, id))
                .compose(found -> found.filter(Chats::isExpected).filter(request -> request.username() != null)
                        .map(request -> rooms.invite(Places.roomOf(request), places.user(request.username()), id))
                        .orElseGet(Future::succeededFuture))
                .onFailure(failure -> later(id, failure, () -> inviteAsker(id)));
    }

    private static boolean isExpected(RequestRow request) {
        return request.state().equals(UserState.CHAT_ROOM.code()) && request.enteredAt() == null;
    }

    /** Invites an expert who has not come yet. */
    void remind(String offerId) {
        tables.ask(client -> tables.offers().find(client, offerId)).compose(found -> found
                .filter(offer -> offer.state().equals(ExpertState.CHAT_ROOM.code()) && offer.enteredAt() == null)
                .map(offer -> tables.ask(client -> tables.requests().find(client, offer.requestId())).compose(request -> request.isEmpty()
                        ? Future.<Void>succeededFuture()
                        : rooms.invite(Places.roomOf(request.get()), places.user(offer.expert()), offer.requestId())))
                .orElseGet(Future::succeededFuture))
                .onFailure(failure -> later(offerId, failure, () -> remind(offerId)));
    }

    private void later(String id, Throwable failure, Runnable again) {
        LOG.info("{}: an invitation was not sent: {}", id, failure.getMessage());
        timers.after(PAUSE, again);
    }
}
