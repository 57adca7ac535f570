package io.parley.chaos;

import io.parley.chaos.FaultKind.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What is broken when: the same for the same seed. */
record Schedule(long seed, List<Fault> faults) {
    /** What a node needs to be back, after which the next may be taken. */
    private static final Duration BACK = Duration.ofSeconds(12);

    /** Of everything something, for a short run: a kill, a freeze that the others notice, a rolling restart, one thing of each other kind. */
    static Schedule brief(long seed, int nodes, int clients) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        boolean killedFirst = random.nextBoolean();
        Fault kill = new Fault(between(random, killedFirst ? 3 : 23, 2), FaultKind.KILL, random.nextInt(nodes), between(random, 2, 3));
        Fault freeze = new Fault(between(random, killedFirst ? 16 : 3, 2), FaultKind.FREEZE, random.nextInt(nodes), between(random, 13, 1));
        faults.add(kill);
        faults.add(freeze);
        faults.add(new Fault(between(random, 35, 2), FaultKind.ROLL, random.nextInt(nodes), Duration.ZERO));
        faults.add(new Fault(between(random, 8, 25), FaultKind.XMPP_KILL, -1, between(random, 1, 2)));
        faults.add(new Fault(between(random, 3, 15), FaultKind.DATABASE_CUT, -1, Duration.ZERO));
        faults.add(new Fault(between(random, 22, 10), FaultKind.DATABASE_KILL, -1, between(random, 1, 3)));
        faults.add(new Fault(between(random, 5, 15), FaultKind.SLOW, random.nextInt(clients), between(random, 5, 8)));
        return new Schedule(seed, sorted(faults));
    }

    /** As many as go into this time. */
    static Schedule of(long seed, int nodes, int clients, Duration time) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            Duration at = between(random, 2, 10);
            while (at.compareTo(time) < 0) {
                Fault next = one(random, lane, at, lane == Lane.CLIENT ? clients : nodes);
                faults.add(next);
                at = at.plus(next.lasting()).plus(rest(random, next, nodes));
            }
        }
        return new Schedule(seed, sorted(faults));
    }

    private static Fault one(Random random, Lane lane, Duration at, int targets) {
        int dice = random.nextInt(100);
        int target = random.nextInt(targets);
        return switch (lane) {
            case NODE -> dice < 35 ? new Fault(at, FaultKind.KILL, target, between(random, 1, 8))
                    : dice < 60 ? new Fault(at, FaultKind.FREEZE, target, between(random, 13, 17))
                    : dice < 75 ? new Fault(at, FaultKind.FREEZE, target, between(random, 1, 10))
                    : dice < 92 ? new Fault(at, FaultKind.TERM, target, between(random, 0, 5))
                    : new Fault(at, FaultKind.ROLL, target, Duration.ZERO);
            case XMPP -> dice < 45 ? new Fault(at, FaultKind.XMPP_KILL, -1, between(random, 0, 6))
                    : dice < 85 ? new Fault(at, FaultKind.XMPP_CUT, -1, Duration.ZERO)
                    : new Fault(at, FaultKind.XMPP_STALL, -1, Duration.ZERO);
            case DATABASE -> dice < 50 ? new Fault(at, FaultKind.DATABASE_KILL, -1, between(random, 0, 8))
                    : new Fault(at, FaultKind.DATABASE_CUT, -1, Duration.ZERO);
            case CLIENT -> new Fault(at, FaultKind.SLOW, target, between(random, 2, 15));
        };
    }

    private static Duration rest(Random random, Fault before, int nodes) {
        Duration rest = between(random, 3, 20);
        return switch (before.kind()) {
            case ROLL -> rest.plus(BACK.multipliedBy(nodes));
            case KILL, FREEZE, TERM -> rest.plus(BACK);
            default -> rest.multipliedBy(2);
        };
    }

    private static Duration between(Random random, int leastSeconds, int moreSeconds) {
        return Duration.ofMillis(leastSeconds * 1000L + random.nextInt(moreSeconds * 1000));
    }

    private static List<Fault> sorted(List<Fault> faults) {
        return faults.stream().sorted(Comparator.comparing(Fault::at)).toList();
    }

    List<Fault> of(Lane lane) {
        return faults.stream().filter(fault -> fault.kind().lane() == lane).toList();
    }

    @Override
    public String toString() {
        return "seed " + seed + "\n" + faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}
