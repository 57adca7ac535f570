package io.parley.chaos;

import io.parley.support.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Friends who talk, in pairs and in a room, and questions that are asked and answered, while everything under them is broken by a schedule.
 * Afterwards all must be as they were told.
 */
final class ChaosRun {
    static final List<String> TALKERS = List.of("chaos-0", "chaos-1", "chaos-2", "chaos-3", "chaos-4", "chaos-5");
    private static final List<String> EXPERTS = List.of("chaos-expert-0", "chaos-expert-1");
    private static final String ROOM = "chaos-room";
    /** Who is in the room; the others only talk in pairs. */
    private static final int OCCUPANTS = 4;
    private static final Duration WATCHFUL = Duration.ofSeconds(8);
    private static final Duration PATIENT = Duration.ofMinutes(10);
    /** For what was said last to arrive, even where a session has to find out first that nothing comes through. */
    private static final Duration LAST = Duration.ofSeconds(100);

    private final Vertx vertx;
    private final Schedule schedule;
    private final Town town;
    private final Diary diary;
    private final Doors doors;
    private final Ledger ledger = new Ledger();
    private final Questions questions = new Questions();
    private final Map<String, List<Arrivals>> receivers = new HashMap<>();
    private final List<Arrivals> arrivals = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Thread> senders = new ArrayList<>();
    private final List<Thread> experts = new ArrayList<>();
    private final AtomicBoolean quiet = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private int clients;

    private ChaosRun(Vertx vertx, Schedule schedule, Town town, Diary diary) {
        this.vertx = vertx;
        this.schedule = schedule;
        this.town = town;
        this.diary = diary;
        this.doors = new Doors(vertx, town.nodes().get(0).check(), town.nodes());
    }

    /**
     * @param told each thing that is done, when it is
     * @return what was wrong, and what there was
     */
    static Outcome of(Vertx vertx, Schedule schedule, int nodes, Consumer<String> told) {
        List<String> users = new ArrayList<>(TALKERS);
        users.addAll(EXPERTS);
        try (Town town = Town.build(vertx, nodes, users)) {
            return new ChaosRun(vertx, schedule, town, new Diary(told)).run();
        }
    }

    /** @param faults empty for a cluster that kept its word */
    record Outcome(List<String> faults, List<String> sums) {
    }

    private Outcome run() {
        Workgroup workgroup = new Workgroup("chaos", insistence());
        workgroup.open(EXPERTS);
        EXPERTS.forEach(user -> expert(user, workgroup));
        List<Talker> talkers = new ArrayList<>();
        for (int i = 0; i < TALKERS.size(); i++) {
            talkers.add(talker(i));
        }
        receivers.put(ROOM, arrivals.subList(0, OCCUPANTS));
        talkers.forEach(Talker::enterRoom);
        talkers.forEach(talker -> senders.add(Actors.start("talker", diary, talker)));
        senders.add(Actors.start("asker", diary,
                new Asker(insistence(), workgroup.name(), questions, diary, random(), quiet::get)));
        new Faults(schedule, town, listeners, diary).run();
        quiet.set(true);
        senders.forEach(Actors::join);
        Verdict verdict = new Verdict(ledger.all(), receivers, diary);
        awaitArrivals(verdict);
        closing.set(true);
        experts.forEach(Actors::join);
        QuestionsVerdict answers = workgroup.verdict(questions);
        Outcome outcome = outcome(verdict, answers);
        listeners.forEach(Listener::end);
        Await.await(doors.close());
        return outcome;
    }

    private Talker talker(int number) {
        String user = TALKERS.get(number);
        Client client = Client.login(user, insistence(), diary);
        Arrivals own = new Arrivals(user);
        arrivals.add(own);
        receivers.put(user, List.of(own));
        listen(client, new Ears(own, diary));
        Optional<String> room = number < OCCUPANTS ? Optional.of(ROOM) : Optional.empty();
        return new Talker(client, TALKERS.get(number ^ 1), town.server().domain(), room, ledger, diary, quiet::get);
    }

    private void expert(String user, Workgroup workgroup) {
        Client client = Client.login(user, insistence(), diary);
        Expert expert = new Expert(client, workgroup.name(), questions, diary, random(), closing::get);
        listen(client, expert);
        experts.add(Actors.start(user, diary, expert));
    }

    private void listen(Client client, BiConsumer<String, JsonObject> events) {
        Duration silence = clients % 2 == 0 ? WATCHFUL : PATIENT;
        Listener listener = new Listener(vertx, doors, diary, client.user(), client.authorization(), silence, clients, events);
        Await.await(listener.begin());
        listeners.add(listener);
    }

    /** Each client asks another node first. */
    private Insistence insistence() {
        return new Insistence(doors, diary, clients++);
    }

    private Random random() {
        return new Random(schedule.seed() + clients);
    }

    private void awaitArrivals(Verdict verdict) {
        long deadline = System.nanoTime() + LAST.toNanos();
        while (verdict.outstanding() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private Outcome outcome(Verdict verdict, QuestionsVerdict answers) {
        List<String> faults = new ArrayList<>(diary.wrongs());
        faults.addAll(verdict.faults());
        faults.addAll(answers.faults());
        int came = arrivals.stream().mapToInt(Arrivals::count).sum();
        int repeated = arrivals.stream().mapToInt(Arrivals::repeated).sum();
        int opened = listeners.stream().mapToInt(Listener::opened).sum();
        return new Outcome(faults, List.of(
                ledger.all().size() + " messages answered 200, the slowest after " + Fault.seconds(ledger.longest()),
                came + " arrivals, " + repeated + " events that repeated one",
                opened + " streams opened by " + listeners.size() + " clients",
                answers.sum()));
    }
}
