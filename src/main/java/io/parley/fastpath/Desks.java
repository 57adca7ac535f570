package io.parley.fastpath;

import io.parley.bus.Done;
import io.parley.bus.FastpathCommand.Attend;
import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.FastpathCommand.JoinWorkgroup;
import io.parley.bus.FastpathCommand.LeaveWorkgroup;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.flow.OneByOne;
import io.parley.store.fastpath.Experts.MemberRow;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Experts come and go: with their sessions, by their presence, and by joining and leaving workgroups. */
final class Desks {
    private static final int MOST_CHATS = 100;

    /** How a user's session stands on this node: for who becomes an expert while logged in. */
    private record Seat(String streamId, boolean available) {
    }

    private final Tables tables;
    private final Answers answers;
    private final Offering offering;
    private final Chats chats;
    private final Positions positions;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final Predicate<String> listening;
    private final Map<String, Seat> seats = new HashMap<>();
    private final Turns turns = new Turns();

    Desks(Tables tables, Answers answers, Offering offering, Chats chats, Positions positions, InstantSource clock, Consumer<String> wake,
          Predicate<String> listening) {
        this.tables = tables;
        this.answers = answers;
        this.offering = offering;
        this.chats = chats;
        this.positions = positions;
        this.clock = clock;
        this.wake = wake;
        this.listening = listening;
    }

    /** In the order in which the session tells it. */
    Future<Done> attend(Attend asked) {
        return turns.of(asked.user(), () -> switch (asked.presence()) {
            case LOGGED_IN -> loggedIn(asked.user(), asked.streamId());
            case AVAILABLE, AWAY -> attends(asked.user(), asked.streamId(), asked.presence() == Attendance.AVAILABLE);
            case GONE -> gone(asked.user(), asked.streamId());
        }).map(new Done());
    }

    private Future<Void> loggedIn(String user, String streamId) {
        seats.put(user, new Seat(streamId, true));
        return tables.inTransaction(client -> tables.experts().loggedIn(client, user, streamId)
                .compose(in -> tables.requests().movedTo(client, user, streamId)))
                .compose(moved -> snapshot(user, streamId));
    }

    /** What a desk shows before anything changes: its queues, and what waits for an answer. */
    private Future<Void> snapshot(String user, String streamId) {
        return joined(user).compose(all -> {
            if (all.isEmpty()) {
                return Future.succeededFuture();
            }
            all.forEach(member -> wake.accept(member.workgroup()));
            return OneByOne.each(all,
                    member -> queue(streamId, member.workgroup())).compose(told -> offering.tellPending(user)).compose(told -> remind(user));
        });
    }

    private Future<Void> queue(String streamId, String workgroup) {
        return tables.ask(client -> tables.requests().line(client, workgroup)).map(line -> {
            positions.expert(streamId, workgroup, line, true);
            return null;
        });
    }

    private Future<Void> remind(String user) {
        return tables.ask(client -> tables.offers().liveOfExpert(client, user)).map(live -> {
            live.stream().filter(offer -> offer.state().equals(ExpertState.CHAT_ROOM.code()) && offer.enteredAt() == null)
                    .forEach(offer -> chats.remind(offer.id()));
            return null;
        });
    }

    private Future<List<MemberRow>> joined(String user) {
        return tables.ask(client -> tables.experts().membershipsOf(client, user))
                .map(all -> all.stream().filter(member -> member.expert() && member.joined()).toList());
    }

    private Future<Void> attends(String user, String streamId, boolean available) {
        seats.computeIfPresent(user, (name, seat) -> seat.streamId().equals(streamId) ? new Seat(streamId, available) : seat);
        return tables.ask(client -> tables.experts().attends(client, user, streamId, available)).<Void>map(changed -> {
            if (changed) {
                changed(user);
            }
            return null;
        });
    }

    /** More or fewer can answer: rounds, and what is told to who waits. */
    private void changed(String user) {
        joined(user).onSuccess(all -> all.forEach(member -> {
            wake.accept(member.workgroup());
            positions.changed(member.workgroup());
        }));
    }

    private Future<Void> gone(String user, String streamId) {
        seats.computeIfPresent(user, (name, seat) -> seat.streamId().equals(streamId) ? null : seat);
        return tables.ask(client -> tables.experts().gone(client, user, streamId))
                .compose(left -> left ? revokeAll(user, offer -> true) : Future.succeededFuture())
                .onSuccess(done -> changed(user))
                .compose(left -> tables.ask(client -> tables.requests().openOf(client, user)))
                .compose(open -> askerGone(open, streamId));
    }

    private Future<Void> askerGone(List<RequestRow> open, String streamId) {
        return OneByOne.each(open, request -> {
            Long since = listening.test(request.id()) ? null : clock.millis();
            return tables.ask(client -> tables.requests().sessionEnded(client, request.id(), streamId, since))
                    .onSuccess(ended -> wake.accept(request.workgroup()));
        });
    }

    private Future<Void> revokeAll(String user, Predicate<OfferRow> which) {
        return tables.ask(client -> tables.offers().liveOfExpert(client, user)).compose(live -> OneByOne.each(
                live.stream().filter(offer -> offer.state().equals(ExpertState.OFFER_PENDING.code())).filter(which).toList(), this::revoke));
    }

    private Future<Void> revoke(OfferRow offer) {
        return answers.takeBack(offer, "revoked").compose(won -> !won ? Future.succeededFuture()
                : tables.ask(client -> tables.requests().find(client, offer.requestId())).map(found -> {
                    found.ifPresent(request -> offering.tellRevoked(request, offer, "left"));
                    return null;
                }));
    }

    /** 403 {@code not-a-member}; 400 for a maximum that is none. */
    Future<Done> join(Workgroup workgroup, JoinWorkgroup asked) {
        if (asked.maxChats() != null && (asked.maxChats() < 1 || asked.maxChats() > MOST_CHATS)) {
            return Future.failedFuture(Problem.badRequest("invalid-input", "maxChats is from 1 to " + MOST_CHATS + ".").exception());
        }
        return tables.ask(client -> tables.experts().joins(client, workgroup.name(), asked.user(), true, asked.maxChats()))
                .compose(member -> member ? tables.ask(client -> tables.experts().find(client, asked.user()))
                        : Future.failedFuture(notAMember()))
                .compose(expert -> expert.filter(row -> row.streamId() != null).isEmpty() ? Future.succeededFuture()
                        : queue(expert.get().streamId(), workgroup.name()))
                .map(done -> {
                    wake.accept(workgroup.name());
                    positions.changed(workgroup.name());
                    return new Done();
                });
    }

    Future<Done> leave(Workgroup workgroup, LeaveWorkgroup asked) {
        return tables.ask(client -> tables.experts().joins(client, workgroup.name(), asked.user(), false, null))
                .compose(member -> member ? revokeAll(asked.user(), offer -> offer.workgroup().equals(workgroup.name()))
                        : Future.failedFuture(notAMember()))
                .map(done -> {
                    positions.changed(workgroup.name());
                    return new Done();
                });
    }

    /** The workgroup has new members: those who are logged in already have come with it. */
    Future<Void> seat(List<String> members) {
        Future<Void> done = Future.succeededFuture();
        for (String user : members) {
            Seat seat = seats.get(user);
            if (seat != null) {
                done = done.compose(before -> tables.ask(client -> tables.experts().find(client, user)))
                        .compose(row -> row.filter(one -> one.streamId() == null).isEmpty() ? Future.succeededFuture()
                                : turns.of(user, () -> loggedIn(user, seat.streamId())
                                        .compose(in -> attends(user, seat.streamId(), seat.available()))));
            }
        }
        return done;
    }

    /** They are no longer members: what was offered to them goes on to others. Chats that they are in are theirs. */
    Future<Void> unseat(List<String> users, String workgroup) {
        return OneByOne.each(users, user -> revokeAll(user, offer -> offer.workgroup().equals(workgroup)));
    }

    int size() {
        return seats.size();
    }

    private static ProblemException notAMember() {
        return Problem.of(403, "not-a-member", "You are no expert of this workgroup.").exception();
    }
}
