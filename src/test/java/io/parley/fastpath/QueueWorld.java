package io.parley.fastpath;

import static io.parley.support.Await.await;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.Attend;
import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.FastpathReply.Asked;
import io.parley.bus.FastpathReply.Standing;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.SetPresence;
import io.parley.bus.SessionCommand.Tell;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.StreamSignal;
import io.parley.bus.WorkgroupSettings;
import io.parley.bus.WorkgroupSettings.Member;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.store.Sql;
import io.parley.store.Store;
import io.parley.time.ManualTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The queue on a real database, with time that a test steps by hand, rooms that it opens and closes, and sessions that it listens to. */
final class QueueWorld implements AutoCloseable {
    static final Places PLACES = new Places("test", "workgroup.test", "visitors.test", "conference.test", () -> "https://{domain}/{room}");
    private static final int QUIET = 4;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private ManualTimers timers = new ManualTimers();
    private final RememberedRooms rooms = new RememberedRooms();
    private final Map<String, List<JsonObject>> told = new HashMap<>();
    private final Map<String, List<String>> presences = new HashMap<>();
    private final Bus bus;
    private final Store store;
    private final Secrets secrets;
    private volatile long now = Instant.parse("2026-01-05T10:00:00Z").toEpochMilli();
    private Fastpath fastpath;

    QueueWorld(Config.Store database, long seed) {
        Bus.register(vertx);
        bus = new Bus(vertx, Duration.ofSeconds(20), (command, outcome, time) -> { });
        store = await(Store.open(vertx, database));
        secrets = new Secrets(new Random(seed));
        start();
    }

    /** In memory, and gone with the test. */
    static QueueWorld inMemory(long seed) {
        return new QueueWorld(new Config.Store("jdbc:h2:mem:queue" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", Optional.empty(),
                Optional.empty()), seed);
    }

    private void start() {
        on(() -> {
            fastpath = new Fastpath(new Fastpath.Setup(bus, store, rooms, PLACES, () -> 5, clock(), timers, secrets, FastpathMetrics.NONE));
            return fastpath.start();
        });
        settle();
    }

    InstantSource clock() {
        return () -> Instant.ofEpochMilli(now);
    }

    RememberedRooms rooms() {
        return rooms;
    }

    long now() {
        return now;
    }

    /** The program is killed and started again: timers and all that was only in memory are gone, and so are the sessions. */
    void restart() {
        on(() -> {
            fastpath.stop();
            timers = new ManualTimers();
            return Future.succeededFuture();
        });
        start();
    }

    /** Lets time pass, and everything happen that is due on the way. */
    void pass(Duration time) {
        long until = now + time.toMillis();
        while (now < until) {
            long step = on(() -> Future.succeededFuture(timers.size() == 0 ? Long.MAX_VALUE : timers.untilNext().toMillis()));
            long millis = Math.max(1, Math.min(step, until - now));
            now += millis;
            on(() -> {
                timers.pass(Duration.ofMillis(millis));
                return Future.succeededFuture();
            });
            settle();
        }
    }

    /** Whether nothing is due, now or later. */
    boolean rests() {
        return on(() -> Future.succeededFuture(timers.size() == 0));
    }

    /** A workgroup with these experts, and otherwise as by default. */
    void workgroup(String name, String... experts) {
        workgroup(settings(name, experts));
    }

    void workgroup(WorkgroupSettings settings) {
        ask(Caller.master(), new FastpathCommand.CreateWorkgroup(settings));
    }

    static WorkgroupSettings settings(String name, String... experts) {
        List<Member> members = Arrays.stream(experts).map(expert -> new Member(expert, null, null)).toList();
        return new WorkgroupSettings(name, null, null, true, null, null, members, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    /** Without experts; what is not answered within so many seconds goes to another workgroup. */
    static WorkgroupSettings backedBy(String name, String backup, int seconds) {
        return new WorkgroupSettings(name, null, null, true, null, null, null, null, null, null, seconds, null, null, null, null, null, backup,
                null, null);
    }

    /** Their session opens, and what it is told is remembered. */
    void logIn(String expert) {
        String stream = "s-" + expert;
        if (told.putIfAbsent(expert, new CopyOnWriteArrayList<>()) == null) {
            presences.put(expert, new CopyOnWriteArrayList<>());
            await(bus.<Ask>serve(Addresses.session(stream), asked -> {
                if (asked.command() instanceof Tell tell) {
                    told.get(expert).add(new JsonObject(tell.data()));
                } else if (asked.command() instanceof SetPresence presence) {
                    presences.get(expert).add(presence.show());
                }
                return Future.succeededFuture(new Done());
            }).begun());
        }
        attend(expert, Attendance.LOGGED_IN);
    }

    /** Another session of theirs, whose events nobody reads. */
    void attend(String expert, String stream, Attendance presence) {
        ask(Caller.master(), new Attend(expert, stream, presence));
    }

    void attend(String expert, Attendance presence) {
        ask(Caller.master(), new Attend(expert, "s-" + expert, presence));
    }

    /** Everything of this type that an expert was told. */
    List<JsonObject> told(String expert, String type) {
        return told.getOrDefault(expert, List.of()).stream().filter(event -> type.equals(event.getString("type"))).toList();
    }

    List<String> presences(String expert) {
        return presences.get(expert);
    }

    /** A visitor asks. */
    String asks(String workgroup) {
        return asks(workgroup, new JsonObject());
    }

    String asks(String workgroup, JsonObject more) {
        return asked(null, workgroup, more, "192.0.2." + Math.floorMod(System.nanoTime(), 250)).id();
    }

    Asked asked(Caller caller, String workgroup, JsonObject more, String address) {
        return (Asked) ask(caller, new FastpathCommand.Ask(workgroup, "visitor", "visitor@hospital.test", "What is the meaning of life",
                more.encode(), address, caller != null && caller.user() != null ? "s-" + caller.user() : null, null));
    }

    /** As {@link #asked}, with an Idempotency-Key. */
    FastpathCommand.Ask keyed(String workgroup, String question, String address, String key) {
        return new FastpathCommand.Ask(workgroup, "visitor", null, question, "{}", address, null, key);
    }

    /** Whether nothing will happen until somebody does something; positions are told at most every second. */
    boolean isAtRest() {
        pass(Duration.ofSeconds(2));
        return on(() -> Future.succeededFuture(timers.size() == 0));
    }

    Standing standing(String request) {
        return (Standing) ask(Caller.master(), new FastpathCommand.FindRequest(request));
    }

    void accepts(String expert, String request) {
        ask(user(expert), new FastpathCommand.AcceptOffer(expert, null, request));
    }

    void rejects(String expert, String request) {
        ask(user(expert), new FastpathCommand.RejectOffer(expert, null, request));
    }

    void cancels(String request) {
        ask(Caller.visitor(request), new FastpathCommand.CancelRequest(request));
    }

    /** An expert comes into the room. */
    void comes(String expert, String request) {
        run(() -> rooms.comes(request, PLACES.user(expert)));
    }

    void goes(String expert, String request) {
        run(() -> rooms.goes(request, PLACES.user(expert)));
    }

    void visitorComes(String request) {
        ask(Caller.visitor(request), new FastpathCommand.EnterRoom(request, null));
    }

    static Caller user(String name) {
        return new Caller(Caller.Kind.USER, name, "login");
    }

    /** Everything that a stream of this request would be written, from its beginning. */
    List<JsonObject> log(String request) {
        var events = (Events) ask(Caller.visitor(request), new FastpathCommand.ReadVisitorEvents(request, 0, 500));
        return events.events().stream().map(StreamSignal.Event::data).map(JsonObject::new).toList();
    }

    /** The code of the problem that this is refused with. */
    String refused(Caller caller, FastpathCommand command) {
        try {
            ask(caller, command);
        } catch (AssertionError failed) {
            if (failed.getCause() instanceof ProblemException refused) {
                return refused.problem().status() + " " + refused.problem().code();
            }
            throw failed;
        }
        throw new AssertionError(command + " was not refused");
    }

    BusRecord ask(Caller caller, FastpathCommand command) {
        try {
            return on(() -> fastpath.ask(new FastpathAsk(caller, command)).map(reply -> (BusRecord) reply));
        } finally {
            settle();
        }
    }

    /** Two things in the same instant. */
    <T> List<Future<T>> together(List<Callable<Future<T>>> work) {
        List<Future<T>> all = on(() -> {
            List<Future<T>> started = new ArrayList<>();
            for (Callable<Future<T>> one : work) {
                started.add(one.call());
            }
            return Future.join(started).transform(done -> Future.succeededFuture(started));
        });
        settle();
        return all;
    }

    Future<BusRecord> askNow(Caller caller, FastpathCommand command) {
        return fastpath.ask(new FastpathAsk(caller, command)).map(reply -> (BusRecord) reply);
    }

    <T> List<T> rows(String sql, Function<Row, T> mapper) {
        return await(store.ask(client -> Sql.of(sql).list(client, mapper)));
    }

    void run(Runnable work) {
        on(() -> {
            work.run();
            return Future.succeededFuture();
        });
        settle();
    }

    private <T> T on(Callable<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> {
            try {
                work.call().onComplete(promise);
            } catch (Exception e) {
                promise.fail(e);
            }
        });
        return await(promise.future());
    }

    /** Until nothing is under way: no question to the database, no message on the bus that leads to one. */
    void settle() {
        Promise<Void> quiet = Promise.promise();
        context.runOnContext(go -> watch(0, quiet));
        await(quiet.future());
    }

    private void watch(int seenQuiet, Promise<Void> quiet) {
        if (seenQuiet == QUIET) {
            quiet.complete();
            return;
        }
        int next = fastpath.debugState().getInteger("databaseQuestions") == 0 ? seenQuiet + 1 : 0;
        vertx.executeBlocking(() -> null, false).onComplete(hop -> context.runOnContext(go -> watch(next, quiet)));
    }

    @Override
    public void close() {
        on(() -> {
            fastpath.stop();
            return Future.succeededFuture();
        });
        await(store.close());
        await(vertx.close());
    }
}
