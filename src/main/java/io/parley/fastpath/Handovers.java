package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.fastpath.routing.ExpertName;
import io.parley.store.DuplicateRow;
import io.parley.store.fastpath.Experts.ExpertRow;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A chat goes to another expert or workgroup, or somebody is asked into it. Who hands over stays until the other has come. */
final class Handovers {
    private static final int MOST_REASON = 4096;

    private final Tables tables;
    private final Dismissal dismissal;
    private final Notices notices;
    private final OfferEvents events;
    private final Offering offering;
    private final Answers answers;
    private final ChatRooms rooms;
    private final Places places;
    private final WorkgroupBook book;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final Positions positions;

    Handovers(Tables tables, Notices notices, OfferEvents events, Offering offering, Answers answers, ChatRooms rooms, Places places,
              WorkgroupBook book, InstantSource clock, Consumer<String> wake, Positions positions) {
        this.tables = tables;
        this.dismissal = new Dismissal(tables);
        this.notices = notices;
        this.events = events;
        this.offering = offering;
        this.answers = answers;
        this.rooms = rooms;
        this.places = places;
        this.book = book;
        this.clock = clock;
        this.wake = wake;
        this.positions = positions;
    }

    /** The chat that an expert is in. */
    private record Chat(RequestRow request, OfferRow offer) {
    }

    /** @param to an expert or a workgroup, by name or JID; the name of both is the expert */
    Future<Void> transfer(String expert, String id, String to, String reason) {
        return chat(expert, id, reason).compose(chat -> known(to).compose(known -> {
            Optional<Workgroup> group = workgroup(to);
            if (known.isPresent()) {
                return offer(chat, known.get(), OfferRow.TRANSFER, expert, reason);
            }
            return group.isPresent() ? toWorkgroup(chat, group.get(), reason) : Future.failedFuture(unknown());
        }));
    }

    /** A further expert is offered the chat; anybody else is simply invited into the room. */
    Future<Void> invite(String expert, String id, String to, String reason) {
        return chat(expert, id, reason).compose(chat -> known(to).compose(known -> known.isPresent()
                ? offer(chat, known.get(), OfferRow.INVITE, expert, reason)
                : username(to).map(name -> rooms.invite(Places.roomOf(chat.request()), places.user(name),
                        reason == null ? chat.request().id() : reason)).orElseGet(() -> Future.failedFuture(unknown()))));
    }

    /** 400 for words that the database cannot carry; 409 {@code not-in-chat}. */
    private Future<Chat> chat(String expert, String id, String reason) {
        if (reason != null && (reason.length() > MOST_REASON || reason.indexOf('\0') >= 0)) {
            return Future.failedFuture(Problem.badRequest("invalid-input", "A reason has at most " + MOST_REASON + " characters.").exception());
        }
        return tables.ask(client -> tables.requests().find(client, id).compose(request -> tables.offers().live(client, id, expert)
                .map(offer -> {
                    boolean inChat = request.filter(row -> row.state().equals(UserState.CHAT_ROOM.code())).isPresent()
                            && offer.filter(row -> row.state().equals(ExpertState.CHAT_ROOM.code())).isPresent();
                    if (!inChat) {
                        throw notInChat();
                    }
                    return new Chat(request.get(), offer.get());
                })));
    }

    private Future<Optional<ExpertRow>> known(String to) {
        return username(to).map(name -> tables.ask(client -> tables.experts().find(client, name)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Empty for an address of another domain, where somebody else has this name. */
    private Optional<String> username(String to) {
        return to.indexOf('@') < 0 || places.username(to).isPresent() ? ExpertName.of(to) : Optional.empty();
    }

    private Future<Void> offer(Chat chat, ExpertRow to, String kind, String inviter, String reason) {
        if (to.username().equals(inviter) || to.username().equals(chat.request().username()) || !to.available()) {
            return Future.failedFuture(unavailable());
        }
        return tables.ask(client -> tables.offers().chats(client, to.username()).compose(chats ->
                tables.experts().membershipsOf(client, to.username()).compose(all -> {
                    boolean place = all.stream().anyMatch(member -> member.expert() && member.joined() && chats < member.maxChats());
                    return place ? tables.offers().live(client, chat.request().id(), to.username()) : Future.failedFuture(unavailable());
                })))
                .compose(live -> live.isPresent() ? Future.failedFuture(unavailable())
                        : offering.ask(chat.request(), book.require(chat.request().workgroup()), to.username(), kind, inviter, reason))
                .recover(failure -> Future.failedFuture(DuplicateRow.is(failure) ? unavailable() : failure))
                .onSuccess(done -> wake.accept(chat.request().workgroup()));
    }

    /** The question is back in a queue, in its old place, and its room stays; the expert's place is free at once. */
    private Future<Void> toWorkgroup(Chat chat, Workgroup to, String reason) {
        if (!to.isOpen(clock.instant())) {
            return Future.failedFuture(Problem.conflict("workgroup-closed", "This workgroup is closed.").exception());
        }
        UserState.TABLE.require(UserState.CHAT_ROOM, UserState.Move.RETURN);
        RequestRow request = chat.request();
        long now = clock.millis();
        return tables.<List<OfferRow>>inTransaction(client -> tables.requests()
                .requeue(client, request.id(), to.name(), now + to.requestTimeout().toMillis())
                .compose(won -> won ? dismissal.all(client, request.id(), "transferred", now) : Future.failedFuture(notInChat())))
                .compose(left -> {
                    left.forEach(offer -> dismissed(request, offer));
                    positions.returned(request.id());
                    positions.changed(to.name());
                    wake.accept(to.name());
                    return notices.asker(request, events.transferred(request, places.workgroup(to.name()), reason));
                });
    }

    private void dismissed(RequestRow request, OfferRow offer) {
        answers.wakeFor(offer.expert());
        if (offer.isAccepted()) {
            expel(request, offer.expert());
        } else {
            offering.tellRevoked(request, offer, "transferred");
        }
    }

    /** The new expert has come: the old one leaves, and the asker is told. */
    Future<Void> complete(RequestRow request, OfferRow offer, String nickname) {
        long now = clock.millis();
        return tables.<Optional<OfferRow>>inTransaction(client -> tables.requests().handedTo(client, request.id(), offer.expert())
                .compose(handed -> handed ? tables.offers().live(client, request.id(), offer.inviter()) : Future.succeededFuture(Optional.empty()))
                .compose(old -> old.isEmpty() ? Future.succeededFuture(old)
                        : dismissal.one(client, old.get(), "transferred", now, 0).map(old)))
                .compose(old -> {
                    old.ifPresent(left -> {
                        expel(request, left.expert());
                        answers.wakeFor(left.expert());
                    });
                    return notices.asker(request, events.transferred(request, nickname, offer.reason()));
                });
    }

    private void expel(RequestRow request, String expert) {
        rooms.expel(Places.roomOf(request), places.user(expert), "transferred");
    }

    private Optional<Workgroup> workgroup(String to) {
        String name = to.toLowerCase(Locale.ROOT);
        return name.indexOf('@') < 0 || name.endsWith("@" + places.workgroups()) ? book.find(Places.local(name)) : Optional.empty();
    }

    private static ProblemException notInChat() {
        return Problem.conflict("not-in-chat", "You are not in this chat.").exception();
    }

    private static ProblemException unavailable() {
        return Problem.conflict("expert-unavailable", "This expert takes no chat now.").exception();
    }

    private static ProblemException unknown() {
        return Problem.notFound("unknown-expert", "There is no expert and no workgroup of this name.").exception();
    }
}
