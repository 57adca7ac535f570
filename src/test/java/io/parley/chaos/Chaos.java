package io.parley.chaos;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Breaks a cluster for some minutes, and tells whether it kept its word. {@code scripts/chaos} starts it. */
public final class Chaos {
    private static final int MOST_SEEDS = 1_000_000;

    private Chaos() {
    }

    /** @param arguments as {@code scripts/chaos -h} tells */
    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        Duration time = Duration.ofMinutes(Long.parseLong(after(options, "--minutes", "5")));
        long seed = Long.parseLong(after(options, "--seed", Integer.toString(new SecureRandom().nextInt(MOST_SEEDS))));
        int nodes = Integer.parseInt(after(options, "--nodes", "3"));
        System.out.println("Chaos with --seed " + seed + ", " + nodes + " nodes, " + time.toMinutes() + " min");
        Schedule schedule = Schedule.of(seed, nodes, ChaosRun.TALKERS.size(), time);
        System.exit(run(schedule, nodes) ? 0 : 1);
    }

    private static boolean run(Schedule schedule, int nodes) {
        Vertx vertx = Vertx.vertx();
        try {
            ChaosRun.Outcome outcome = ChaosRun.of(vertx, schedule, nodes, System.out::println);
            outcome.faults().forEach(fault -> System.out.println("FAULT  " + fault));
            outcome.sums().forEach(System.out::println);
            boolean kept = outcome.faults().isEmpty();
            System.out.println("Seed " + schedule.seed() + ": " + (kept ? "all kept" : outcome.faults().size() + " faults"));
            return kept;
        } finally {
            // its threads would keep a run alive that has failed
            vertx.close();
        }
    }

    private static String after(List<String> options, String option, String otherwise) {
        return options.contains(option) ? options.get(options.indexOf(option) + 1) : otherwise;
    }
}
