package io.parley.fastpath;

import io.parley.bus.FastpathReply.Assist;
import io.parley.bus.FastpathReply.Assists;
import io.parley.bus.FastpathReply.OpenOffer;
import io.parley.bus.FastpathReply.Queue;
import io.parley.bus.FastpathReply.Queues;
import io.parley.bus.FastpathReply.Waiting;
import io.parley.store.fastpath.Experts.ExpertRow;
import io.parley.store.fastpath.Experts.MemberRow;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.parley.store.fastpath.Requests.InLine;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an expert's desk shows. */
final class DeskViews {
    private final Tables tables;
    private final WorkgroupBook book;
    private final Places places;
    private final QueueEvents events;

    DeskViews(Tables tables, WorkgroupBook book, Places places, QueueEvents events) {
        this.tables = tables;
        this.book = book;
        this.places = places;
        this.events = events;
    }

    Future<Assists> assists(String user) {
        return tables.ask(client -> tables.experts().find(client, user)
                .compose(expert -> tables.experts().membershipsOf(client, user)
                        .compose(all -> tables.offers().liveOfExpert(client, user).compose(this::withRequests)
                                .map(offers -> assists(expert, all, offers)))));
    }

    private record Held(OfferRow offer, RequestRow request) {
    }

    private Future<List<Held>> withRequests(List<OfferRow> offers) {
        Future<List<Held>> done = Future.succeededFuture(new ArrayList<>());
        for (OfferRow offer : offers) {
            done = done.compose(held -> tables.ask(client -> tables.requests().find(client, offer.requestId())).map(request -> {
                request.ifPresent(row -> held.add(new Held(offer, row)));
                return held;
            }));
        }
        return done;
    }

    private Assists assists(Optional<ExpertRow> expert, List<MemberRow> memberships, List<Held> held) {
        boolean available = expert.filter(ExpertRow::available).isPresent();
        List<Assist> assists = Stream.concat(memberships.stream(), elsewhere(memberships, held))
                .map(member -> assist(member, available, held)).toList();
        return new Assists(assists.stream().filter(Assist::expert).map(Assist::jid).toList(), assists);
    }

    private Assist assist(MemberRow member, boolean available, List<Held> held) {
        List<OpenOffer> offers = held.stream().filter(one -> one.offer().workgroup().equals(member.workgroup())).map(this::open).toList();
        return new Assist(member.workgroup(), places.workgroup(member.workgroup()), member.expert(), member.supervisor(),
                member.expert() && member.joined(), available, member.maxChats(), offers);
    }

    /** An expert of another workgroup was asked into a chat of this one. */
    private static Stream<MemberRow> elsewhere(List<MemberRow> memberships, List<Held> held) {
        Set<String> own = memberships.stream().map(MemberRow::workgroup).collect(Collectors.toSet());
        return held.stream().map(Held::offer).filter(offer -> !own.contains(offer.workgroup()))
                .map(offer -> new MemberRow(offer.workgroup(), offer.expert(), false, false, false, 0)).distinct();
    }

    private OpenOffer open(Held held) {
        OfferRow offer = held.offer();
        boolean pending = offer.state().equals(ExpertState.OFFER_PENDING.code());
        boolean inRoom = offer.state().equals(ExpertState.CHAT_ROOM.code());
        return new OpenOffer(held.request().id(), offer.state(), held.request().visitor(), held.request().metaData(),
                pending ? Instant.ofEpochMilli(offer.dueAt()).toString() : null, offer.kind(), inRoom ? places.room(held.request().id()) : null,
                inRoom ? places.meeting(held.request().id()) : null);
    }

    Future<Queues> queues(String user) {
        return tables.ask(client -> tables.experts().membershipsOf(client, user)
                .compose(all -> tables.offers().chats(client, user).compose(chats -> {
                    Future<List<Queue>> done = Future.succeededFuture(new ArrayList<>());
                    for (MemberRow member : all) {
                        done = done.compose(queues -> tables.requests().line(client, member.workgroup()).map(line -> {
                            queues.add(queue(member, chats.intValue(), line));
                            return queues;
                        }));
                    }
                    return done;
                }))).map(Queues::new);
    }

    private Queue queue(MemberRow member, int chats, List<InLine> line) {
        Waits waits = book.waits(member.workgroup());
        List<Waiting> users = new ArrayList<>();
        for (int at = 0; at < Math.min(line.size(), Positions.DETAILED); at++) {
            InLine one = line.get(at);
            users.add(new Waiting(one.id(), one.userId(), at + 1, waits.estimateSeconds(at + 1, 1),
                    Instant.ofEpochMilli(one.askedAt()).toString()));
        }
        return new Queue(member.workgroup(), events.status(member.workgroup()), waits.averageSeconds(),
                line.isEmpty() ? null : Instant.ofEpochMilli(line.get(0).askedAt()).toString(), member.maxChats(), chats, line.size(), users);
    }
}
