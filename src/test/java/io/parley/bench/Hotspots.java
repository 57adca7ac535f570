package io.parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the samples of a flight recording were: by thread, by the method of Parley's that was at work, by the method on top. */
final class Hotspots {
    private static final int MOST = 30;

    private final Map<String, Integer> threads = new HashMap<>();
    private final Map<String, Integer> ours = new HashMap<>();
    private final Map<String, Integer> top = new HashMap<>();
    private int samples;

    private Hotspots() {
    }

    static void print(Path recording, PrintStream out) throws IOException {
        Hotspots spots = new Hotspots();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                spots.count(file.readEvent());
            }
        }
        spots.table("thread", spots.threads, out);
        spots.table("Parley's method at work", spots.ours, out);
        spots.table("method on top", spots.top, out);
    }

    private void count(RecordedEvent event) {
        // samples of native methods are left out: most of them wait in epoll or in a read
        if (!event.getEventType().getName().equals("jdk.ExecutionSample") || event.getStackTrace() == null) {
            return;
        }
        samples++;
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        add(threads, String.valueOf(event.getThread("sampledThread").getJavaName()).replaceAll("[\\d-]+", "#"));
        add(top, name(frames.get(0)));
        add(ours, frames.stream().map(Hotspots::name).filter(name -> name.startsWith("io.parley.")).findFirst()
                .orElse("(none: " + frames.stream().map(Hotspots::name).filter(name -> !name.startsWith("java.")).findFirst()
                        .orElse("java") + ")"));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void add(Map<String, Integer> counts, String key) {
        counts.merge(key, 1, Integer::sum);
    }

    private void table(String title, Map<String, Integer> counts, PrintStream out) {
        out.printf("%n%s (%d samples)%n", title, samples);
        counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(MOST)
                .forEach(entry -> out.printf("%5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
}
