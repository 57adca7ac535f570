package io.parley.chaos;

import io.parley.support.ParleyNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Makes the faults of a schedule, each lane on a thread of its own, and mends them. */
final class Faults {
    /** A node that was killed has started, or one that froze has begun anew, and all agree on it. */
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private static final int TRIES = 10;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Schedule schedule;
    private final Town town;
    private final List<Listener> clients;
    private final Diary diary;
    private final Wholeness wholeness;
    private Duration begin;

    /** @param clients whose streams a fault can stop */
    Faults(Schedule schedule, Town town, List<Listener> clients, Diary diary) {
        this.schedule = schedule;
        this.town = town;
        this.clients = clients;
        this.diary = diary;
        this.wholeness = new Wholeness(town.nodes());
    }

    /** Returns when everything has been broken and mended, and the cluster is whole again. */
    void run() {
        begin = diary.now();
        List<Thread> lanes = List.of(FaultKind.Lane.values()).stream().map(lane -> Actors.start("faults-" + lane, diary, () -> run(lane)))
                .toList();
        lanes.forEach(Actors::join);
        awaitWhole();
    }

    private void run(FaultKind.Lane lane) {
        for (Fault fault : schedule.of(lane)) {
            pause(begin.plus(fault.at()).minus(diary.now()));
            if (lane == FaultKind.Lane.NODE) {
                awaitWhole();
            }
            diary.note(fault.words());
            make(fault);
            diary.note("mended: " + fault.kind().words() + (fault.target() < 0 ? "" : " " + fault.target()));
        }
    }

    private void make(Fault fault) {
        switch (fault.kind()) {
            case KILL -> kill(node(fault), fault.lasting());
            case FREEZE -> freeze(node(fault), fault.lasting());
            case TERM -> restart(node(fault), fault.lasting());
            case ROLL -> roll(fault.target());
            case XMPP_KILL -> {
                town.server().kill();
                pause(fault.lasting());
                town.server().start();
            }
            case XMPP_CUT -> town.cutStreams();
            case XMPP_STALL -> town.stallStreams();
            case DATABASE_KILL -> {
                town.postgres().kill();
                pause(fault.lasting());
                town.postgres().start();
            }
            case DATABASE_CUT -> town.postgres().cutAll();
            case SLOW -> {
                clients.get(fault.target()).stopReading(fault.lasting());
                pause(fault.lasting());
            }
        }
    }

    private ParleyNode node(Fault fault) {
        return town.nodes().get(fault.target());
    }

    private void kill(ParleyNode node, Duration down) {
        node.kill();
        pause(down);
        start(node);
    }

    /** As whoever looks after it would: a node that finds no database when it starts ends at once. */
    private void start(ParleyNode node) {
        for (int tries = 1; ; tries++) {
            try {
                node.start();
                return;
            } catch (IllegalStateException e) {
                if (tries == TRIES) {
                    throw e;
                }
                pause(BETWEEN_TRIES);
                String last = e.getMessage().lines().reduce((before, next) -> next).orElse("");
                diary.note("a node did not start, and is started again: " + last);
            }
        }
    }

    private void freeze(ParleyNode node, Duration time) {
        node.freeze();
        try {
            pause(time);
        } finally {
            node.thaw();
        }
    }

    private void restart(ParleyNode node, Duration down) {
        node.stop();
        pause(down);
        start(node);
    }

    private void roll(int from) {
        int nodes = town.nodes().size();
        for (int i = 0; i < nodes; i++) {
            diary.note("SIGTERM to node " + (from + i) % nodes);
            restart(town.nodes().get((from + i) % nodes), Duration.ZERO);
            awaitWhole();
        }
    }

    private void awaitWhole() {
        if (!wholeness.await(WHOLE)) {
            diary.wrong("the nodes do not all reach each other, " + Fault.seconds(WHOLE) + " after the last was back");
        }
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
