package io.parley.fastpath;

import io.parley.bus.Done;
import io.parley.bus.FastpathCommand.AttachVisitor;
import io.parley.bus.FastpathCommand.AwaitInvitation;
import io.parley.bus.FastpathCommand.CancelRequest;
import io.parley.bus.FastpathCommand.DetachVisitor;
import io.parley.bus.FastpathCommand.EnterRoom;
import io.parley.bus.FastpathCommand.LeaveMessage;
import io.parley.bus.FastpathCommand.ListSaid;
import io.parley.bus.FastpathCommand.ReadVisitorEvents;
import io.parley.bus.FastpathCommand.SayInRoom;
import io.parley.bus.FastpathCommand.TypeInRoom;
import io.parley.bus.FastpathReply.Entered;
import io.parley.bus.FastpathReply.Said;
import io.parley.bus.FastpathReply.Standing;
import io.parley.bus.Problem;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Sent;
import io.parley.store.Transcripts;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;

/** What whoever asked can do with their request. Each is given the row, which the caller may act on. */
final class AskerCommands {
    private static final int MOST_MESSAGE = 16_384;

    private final Tables tables;
    private final WorkgroupBook book;
    private final Places places;
    private final Endings endings;
    private final RequestLog log;
    private final Transcripts transcripts;
    private final Speaking speaking;
    private final Listeners listeners;
    private final Waiting waiting;
    private final ChatRooms rooms;
    private final InstantSource clock;

    AskerCommands(Tables tables, WorkgroupBook book, Places places, Endings endings, RequestLog log, Transcripts transcripts, Speaking speaking,
                  Listeners listeners, Waiting waiting, ChatRooms rooms, InstantSource clock) {
        this.tables = tables;
        this.book = book;
        this.places = places;
        this.endings = endings;
        this.log = log;
        this.transcripts = transcripts;
        this.speaking = speaking;
        this.listeners = listeners;
        this.waiting = waiting;
        this.rooms = rooms;
        this.clock = clock;
    }

    Future<Standing> standing(RequestRow row) {
        boolean queued = row.state().equals(UserState.QUEUED.code());
        boolean inRoom = row.state().equals(UserState.CHAT_ROOM.code());
        boolean available = book.find(row.workgroup()).filter(group -> group.isOpen(clock.instant())).isPresent();
        return position(row, queued).map(position -> new Standing(row.id(), places.workgroup(row.workgroup()), queued, available,
                queued ? position : null, queued ? book.waits(row.workgroup()).estimateSeconds(position, 1) : null, row.state(), row.reason(),
                inRoom ? places.room(row.id()) : null, inRoom ? places.meeting(row.id()) : null, row.userId()));
    }

    private Future<Integer> position(RequestRow row, boolean queued) {
        return queued ? tables.ask(client -> tables.requests().position(client, row)) : Future.succeededFuture(0);
    }

    Future<Standing> await(RequestRow row, AwaitInvitation asked) {
        if (!row.state().equals(UserState.QUEUED.code()) || asked.seconds() <= 0) {
            return standing(row);
        }
        Future<Void> left = waiting.until(row.id(), Duration.ofSeconds(asked.seconds()));
        // it may have left the queue before we began to wait
        return tables.ask(client -> tables.requests().find(client, row.id())).compose(now -> {
            if (!now.orElseThrow().state().equals(UserState.QUEUED.code())) {
                waiting.done(row.id());
            }
            return left.compose(done -> tables.ask(client -> tables.requests().find(client, row.id())))
                    .compose(then -> standing(then.orElseThrow()));
        });
    }

    Future<Entered> enter(RequestRow row, EnterRoom asked) {
        return speaking.enter(row, asked.nickname())
                .map(nickname -> new Entered(places.room(row.id()), nickname, places.meeting(row.id())));
    }

    Future<Sent> say(RequestRow row, SayInRoom asked) {
        return speaking.say(row, asked.payload(), asked.key()).map(Sent::new);
    }

    Future<Done> type(RequestRow row, TypeInRoom asked) {
        Speaking.requireRoom(row);
        return rooms.type(Places.roomOf(row), row.visitor(), asked.state()).map(new Done());
    }

    Future<Said> said(RequestRow row, ListSaid asked) {
        return transcripts.said(row.id());
    }

    /** Whatever the state: what is over already is not ended twice, and that is no fault. */
    Future<Done> cancel(RequestRow row, CancelRequest asked) {
        return endings.end(row.id(), row.state().equals(UserState.QUEUED.code()) ? "departure-requested" : "left").map(new Done());
    }

    Future<Done> leaveMessage(RequestRow row, LeaveMessage asked) {
        if (asked.text() == null || asked.text().isBlank() || asked.text().length() > MOST_MESSAGE || asked.text().indexOf('\0') >= 0) {
            return Future.failedFuture(Problem.badRequest("invalid-message", "A message has 1 to " + MOST_MESSAGE + " characters.")
                    .exception());
        }
        return tables.ask(client -> tables.requests().leaveMessage(client, row.id(), asked.text())).compose(left -> left
                ? Future.succeededFuture(new Done())
                : Future.failedFuture(Problem.conflict("request-open", "The question still waits, or is being answered.").exception()));
    }

    Future<Attached> attach(RequestRow row, AttachVisitor asked) {
        if (row.state().equals(UserState.START.code())) {
            endings.farewell(row.id(), row.reason());
        }
        return listeners.attach(row, asked.stream(), asked.node()).compose(listens -> log.attach(row, asked.lastEventId()));
    }

    Future<Events> read(RequestRow row, ReadVisitorEvents asked) {
        return log.read(row, asked.after(), Math.min(asked.max(), 500));
    }

    Future<Done> detach(RequestRow row, DetachVisitor asked) {
        return listeners.detach(row, asked.stream()).map(new Done());
    }
}
