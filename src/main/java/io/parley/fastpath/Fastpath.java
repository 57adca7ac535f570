package io.parley.fastpath;

import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.OfRequest;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.store.Store;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** The queue with its parts put together. It lives on one event loop, and knows of XMPP only what {@link ChatRooms} tells. */
public final class Fastpath {
    /** What it is made from; {@code asksPerAddress}: open questions that one network address may have. */
    public record Setup(Bus bus, Store store, ChatRooms rooms, Places places, IntSupplier asksPerAddress, InstantSource clock,
                        Timers timers, Secrets secrets, FastpathMetrics metrics) {
    }

    private final Setup setup;
    private final Tables tables;
    private final WorkgroupBook book;
    private final Rights rights;
    private final RequestLog log;
    private final Waiting waiting;
    private final Listeners listeners;
    private final Positions positions;
    private final Answers answers;
    private final Endings endings;
    private final Chats chats;
    private final Handovers handovers;
    private final Desks desks;
    private final DeskViews views;
    private final Dispatcher dispatcher;
    private final Administration administration;
    private final Asking asking;
    private final AskerCommands askers;
    private final Occupancy occupancy;
    private final Records records;
    private final FastpathCommands commands = new FastpathCommands();

    public Fastpath(Setup setup) {
        this.setup = setup;
        Bus bus = setup.bus();
        InstantSource clock = setup.clock();
        Timers timers = setup.timers();
        ChatRooms rooms = setup.rooms();
        Places places = setup.places();
        tables = new Tables(setup.store());
        book = new WorkgroupBook(tables);
        rights = new Rights(tables);
        listeners = new Listeners(tables, clock, this::wake, bus.node());
        log = new RequestLog(bus, tables, clock, listeners::elsewhere);
        Notices notices = new Notices(bus, tables, log);
        OfferEvents events = new OfferEvents(places);
        QueueEvents queueEvents = new QueueEvents(places, book, clock);
        waiting = new Waiting(timers);
        positions = new Positions(tables, book, notices, queueEvents, events, timers, listeners::listens);
        listeners.onBegin(positions::tellOne);
        Offering offering = new Offering(tables, notices, events, clock, setup.secrets());
        answers = new Answers(tables, offering, notices, events, book, clock, this::wake, setup.metrics());
        Transcripts transcripts = new Transcripts(log);
        endings = new Endings(tables, notices, log, events, offering, answers, rooms, transcripts, clock, timers, this::ended, setup.metrics());
        chats = new Chats(tables, notices, events, rooms, places, book, endings, clock, timers, positions::changed, waiting);
        handovers = new Handovers(tables, notices, events, offering, answers, rooms, places, book, clock, this::wake, positions);
        Returns returns = new Returns(tables, offering, answers, book, places, rooms, clock, this::wake, positions);
        Deadlines deadlines = new Deadlines(tables, book, answers, offering, endings, returns, notices, this::wake, positions);
        Matching matching = new Matching(tables, offering, this::wake);
        dispatcher = new Dispatcher(new Round(tables, book, deadlines, matching, clock)::run, clock, timers);
        desks = new Desks(tables, answers, offering, chats, positions, clock, this::wake, listeners::listens);
        views = new DeskViews(tables, book, places, queueEvents);
        administration = new Administration(tables, book, places, desks, endings, dispatcher, queueEvents, clock, positions::changed);
        asking = new Asking(tables, book, places, clock, setup.secrets(), setup.asksPerAddress(), this::wake, positions::changed,
                setup.metrics());
        askers = new AskerCommands(tables, book, places, endings, log,
                new io.parley.store.Transcripts(setup.store()), new Speaking(tables, rooms, places, setup.secrets(), clock), listeners,
                waiting, rooms, clock);
        occupancy = new Occupancy(tables, notices, transcripts, endings, handovers, answers, book, places, rooms, clock, timers, this::wake);
        records = new Records(setup.store(), rights, book, places, clock);
        serve();
        commands.requireComplete();
    }

    private void wake(String workgroup) {
        dispatcher.wake(workgroup);
    }

    private void ended(RequestRow request) {
        positions.forget(request.id());
        positions.changed(request.workgroup());
        waiting.done(request.id());
    }

    private void serve() {
        commands.on(FastpathCommand.Ask.class, asking::ask)
                .on(FastpathCommand.FindRequest.class, (caller, asked) -> rights.requestOrUser(caller, asked.key())
                        .compose(row -> listeners.seen(row).compose(seen -> askers.standing(row))));
        request(FastpathCommand.AwaitInvitation.class, askers::await);
        request(FastpathCommand.EnterRoom.class, askers::enter);
        request(FastpathCommand.SayInRoom.class, askers::say);
        request(FastpathCommand.TypeInRoom.class, askers::type);
        request(FastpathCommand.ListSaid.class, askers::said);
        request(FastpathCommand.CancelRequest.class, askers::cancel);
        request(FastpathCommand.LeaveMessage.class, askers::leaveMessage);
        request(FastpathCommand.AttachVisitor.class, askers::attach);
        request(FastpathCommand.ReadVisitorEvents.class, askers::read);
        request(FastpathCommand.DetachVisitor.class, askers::detach);
        commands.on(FastpathCommand.ListWorkgroups.class, (caller, asked) -> administration.list())
                .on(FastpathCommand.GetWorkgroup.class, (caller, asked) -> administration.show(book.require(asked.workgroup())));
        admin(FastpathCommand.CreateWorkgroup.class, asked -> administration.create(asked.settings()));
        admin(FastpathCommand.ListSettings.class, asked -> Future.succeededFuture(administration.settings()));
        admin(FastpathCommand.GetSettings.class, asked -> Future.succeededFuture(book.settings(book.require(asked.workgroup()))));
        admin(FastpathCommand.ChangeWorkgroup.class, asked -> administration.change(book.require(asked.workgroup()), asked.change()));
        admin(FastpathCommand.DeleteWorkgroup.class, asked -> administration.delete(book.require(asked.workgroup())));
        admin(FastpathCommand.DismissUser.class, asked -> administration.dismiss(asked.user()));
        desk(FastpathCommand.ListAssists.class, asked -> views.assists(asked.user()));
        desk(FastpathCommand.ListQueues.class, asked -> views.queues(asked.user()));
        desk(FastpathCommand.JoinWorkgroup.class, asked -> desks.join(book.require(asked.workgroup()), asked));
        desk(FastpathCommand.LeaveWorkgroup.class, asked -> desks.leave(book.require(asked.workgroup()), asked));
        desk(FastpathCommand.AcceptOffer.class, asked -> accept(asked.user(), name(asked.workgroup()), asked.id()));
        desk(FastpathCommand.RejectOffer.class, asked -> answers.reject(asked.user(), name(asked.workgroup()), asked.id()).map(new Done()));
        desk(FastpathCommand.TransferChat.class, asked -> handovers.transfer(asked.user(), asked.id(), asked.to(), asked.reason())
                .map(new Done()));
        desk(FastpathCommand.InviteToChat.class, asked -> handovers.invite(asked.user(), asked.id(), asked.to(), asked.reason())
                .map(new Done()));
        commands.on(FastpathCommand.ListRequests.class, records::list).on(FastpathCommand.GetTranscript.class, records::transcript)
                .on(FastpathCommand.GetStatistics.class, records::statistics)
                .on(FastpathCommand.Attend.class, (caller, asked) -> {
                    rights.master(caller);
                    return desks.attend(asked);
                });
    }

    private <C extends OfRequest> void request(Class<C> command, BiFunction<RequestRow, C, Future<? extends BusRecord>> work) {
        commands.on(command, (caller, asked) -> rights.request(caller, asked.id())
                .compose(row -> listeners.seen(row).compose(seen -> work.apply(row, asked))));
    }

    private <C extends FastpathCommand.OfAdmins> void admin(Class<C> command, Function<C, Future<? extends BusRecord>> work) {
        commands.on(command, (caller, asked) -> {
            rights.admin(caller);
            return work.apply(asked);
        });
    }

    private <C extends FastpathCommand.OfDesk> void desk(Class<C> command, Function<C, Future<? extends BusRecord>> work) {
        commands.on(command, (caller, asked) -> {
            rights.desk(caller, asked.user());
            return work.apply(asked);
        });
    }

    /** The name of a workgroup that a client wrote, which must exist; null for any. */
    private String name(String written) {
        return written == null ? null : book.require(written).name();
    }

    private Future<Done> accept(String user, String workgroup, String id) {
        return answers.accept(user, workgroup, id).map(accepted -> {
            if (accepted.now()) {
                chats.begin(accepted.offer().id());
            }
            return new Done();
        });
    }

    /** After a start: what was open goes on. Nobody is logged in yet, and rooms are entered again. */
    public Future<Void> start() {
        setup.rooms().listen(occupancy);
        long now = setup.clock().millis();
        return book.load()
                .compose(loaded -> tables.inTransaction(client -> tables.experts().allGone(client)
                        .compose(gone -> tables.requests().allAbsent(client, now))))
                .compose(absent -> tables.ask(tables.requests()::withRoom))
                .compose(rooms -> tables.ask(client -> tables.offers().inState(client, ExpertState.CHAT_PENDING.code()))
                        .map(pending -> goOn(rooms, pending)));
    }

    private Void goOn(List<RequestRow> withRoom, List<OfferRow> pending) {
        List<Room> open = withRoom.stream().filter(row -> !row.state().equals(UserState.START.code())).map(Places::roomOf).toList();
        setup.rooms().resume(open);
        withRoom.stream().filter(row -> row.state().equals(UserState.START.code())).forEach(row -> endings.closeRoom(row, row.reason()));
        setup.rooms().start();
        pending.forEach(offer -> chats.begin(offer.id()));
        withRoom.forEach(row -> chats.tellAsker(row.id()));
        book.all().forEach(workgroup -> wake(workgroup.name()));
        return null;
    }

    public void stop() {
        dispatcher.stop();
    }

    /** These are the nodes now. */
    public void nodesAre(List<String> members) {
        listeners.keepThoseOf(members);
    }

    public Future<? extends BusRecord> ask(FastpathAsk asked) {
        return commands.carryOut(asked);
    }

    /** Numbers for {@code /debug/state}. */
    public JsonObject debugState() {
        return new JsonObject().put("workgroups", book.all().size()).put("followed", listeners.size()).put("held", waiting.size())
                .put("desks", desks.size()).put("databaseQuestions", tables.underWay())
                .put("connected", setup.rooms().connected()).put("rooms", setup.rooms().debugState());
    }
}
