package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Listener;
import io.parley.time.Timers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The two lines and what is done over them: brings each stanza to those whom it concerns. */
final class House {
    final RoomBook book = new RoomBook();
    final ComponentLine workgroups;
    final ComponentLine visitors;
    final RoomOwner owner;
    final RoomArchive archive;
    final Hearing hearing;
    final Visits visits;
    final Returns returns;
    final Openings openings;
    private final Entrances keepersEntrances;
    private final Entrances visitorsEntrances;
    private final Utterances utterances;
    private final Attendance attendance;
    private Listener listener;

    House(ComponentSettings settings, ComponentStream.Factory streams, Timers timers, InstantSource clock, Secrets secrets) {
        workgroups = new ComponentLine(settings.workgroupDomain(), "Parley workgroups", settings, streams, timers, secrets, new Keepers());
        visitors = new ComponentLine(settings.visitorDomain(), "Parley visitors", settings, streams, timers, secrets, new Guests());
        workgroups.neighbour(visitors);
        visitors.neighbour(workgroups);
        keepersEntrances = new Entrances(workgroups::send, timers, secrets, settings.replyTimeout());
        visitorsEntrances = new Entrances(visitors::send, timers, secrets, settings.replyTimeout());
        utterances = new Utterances(visitors::send, timers, settings.replyTimeout());
        owner = new RoomOwner(workgroups.questions());
        Supplier<Listener> told = () -> listener;
        MessageReader reader = new MessageReader(clock, secrets);
        archive = new RoomArchive(workgroups.questions(), secrets, reader);
        hearing = new Hearing(reader, archive, utterances, told);
        attendance = new Attendance(told, new Outcomes());
        visits = new Visits(book, settings, visitors, visitorsEntrances, utterances, attendance, timers, secrets);
        returns = new Returns(book, workgroups, keepersEntrances, owner, hearing, visits, attendance, told, timers, secrets);
        openings = new Openings(book, workgroups, keepersEntrances, owner, attendance);
    }

    void listen(Listener whoIsTold) {
        listener = whoIsTold;
    }

    void start() {
        if (listener == null) {
            throw new IllegalStateException("nobody listens");
        }
        workgroups.start();
        visitors.start();
    }

    Future<Void> stop() {
        keepersEntrances.fail(XmppServer.away());
        visitorsEntrances.fail(XmppServer.away());
        utterances.fail(XmppServer.away());
        return Future.all(workgroups.stop(), visitors.stop()).mapEmpty();
    }

    JsonObject state() {
        List<LiveRoom> rooms = book.all();
        return new JsonObject().put("workgroupsConnected", workgroups.isUp()).put("visitorsConnected", visitors.isUp())
                .put("workgroupsConnections", workgroups.connections()).put("visitorsConnections", visitors.connections())
                .put("rooms", rooms.size()).put("roomsInside", rooms.stream().filter(LiveRoom::isInside).count())
                .put("roomsReturning", returns.pending()).put("visits", rooms.stream().mapToInt(room -> room.visits().size()).sum())
                .put("questionsWaiting", workgroups.questions().size() + visitors.questions().size())
                .put("messagesWaiting", utterances.size());
    }

    /** What the workgroups get. */
    private final class Keepers implements ComponentLine.User {
        @Override
        public void received(Element stanza) {
            String from = String.valueOf(stanza.get("from"));
            // only of the room itself: with a result of an archive in it, what a member says would be heard by all but the transcript
            if (stanza.name().equals("message") && Address.resource(from).isEmpty() && archive.take(stanza)) {
                return;
            }
            LiveRoom room = book.find(Address.bare(from)).orElse(null);
            if (room == null || !room.keeper().equals(Address.bare(String.valueOf(stanza.get("to"))))) {
                return; // nobody's room: presence probes, subscriptions, messages to the workgroup itself
            }
            if (stanza.name().equals("message")) {
                if (!StanzaErrors.isError(stanza)) {
                    hearing.received(room, stanza);
                }
            } else if (stanza.name().equals("presence")) {
                Seat seat = Seat.of(stanza);
                if (!StanzaErrors.isError(stanza)) {
                    attendance.received(room, stanza.get("type") == null, seat);
                }
                keepersEntrances.presence(stanza, seat);
            }
        }

        @Override
        public void up() {
            book.all().forEach(returns::bringBack);
        }

        @Override
        public void down() {
            returns.forget();
            book.all().forEach(LiveRoom::cutOff);
            Problem away = XmppServer.away();
            keepersEntrances.fail(away);
            utterances.fail(away);
        }
    }

    /** What the visitors get; what is said in the rooms is heard by their workgroup. */
    private final class Guests implements ComponentLine.User {
        @Override
        public void received(Element stanza) {
            String from = stanza.get("from");
            if (from == null) {
                return;
            }
            if (stanza.name().equals("presence")) {
                visitorsEntrances.presence(stanza, Seat.of(stanza));
            } else if (stanza.name().equals("message") && StanzaErrors.isError(stanza)) {
                utterances.refused(stanza);
            }
        }

        @Override
        public void up() {
            book.all().stream().filter(LiveRoom::isInside).forEach(visits::bringBack);
        }

        @Override
        public void down() {
            book.all().forEach(LiveRoom::visitorsCutOff);
            Problem away = XmppServer.away();
            visitorsEntrances.fail(away);
            utterances.fail(away);
        }
    }

    private final class Outcomes implements Attendance.Consequences {
        @Override
        public void put(LiveRoom room, boolean destroyed) {
            if (destroyed) {
                returns.lost(room, "destroyed");
            } else {
                returns.bringBack(room);
            }
        }

        @Override
        public void missing(LiveRoom room, Visit visit) {
            visits.bringBack(room, visit);
        }
    }
}
