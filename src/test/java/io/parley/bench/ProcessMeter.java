package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process uses, as Linux and, for a JVM, jcmd tell it. */
final class ProcessMeter {
    private static final Pattern HEAP = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");
    private static final Pattern BOUNDS = Pattern.compile("heap\\s+total .*\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");
    private static final Pattern KILOBYTES = Pattern.compile("(\\d+) kB");
    private static final Pattern MOST_OPEN = Pattern.compile("Max open files\\s+(\\d+)");

    private final ProcessHandle process;

    ProcessMeter(ProcessHandle process) {
        this.process = process;
    }

    /** Milliseconds of all cores so far, in steps of 10. */
    double cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** KiB in memory now. */
    long resident() {
        return status("VmRSS:\\s+(\\d+) kB");
    }

    long threads() {
        return status("Threads:\\s+(\\d+)");
    }

    /** KiB of heap in use after a full collection; twice, for what the first one only finds to be unused. */
    long heapAfterCollection() {
        jcmd("GC.run");
        jcmd("GC.run");
        return number(HEAP, jcmd("GC.heap_info"));
    }

    /** KiB of the heap that are in memory now; what else is resident is beside the heap. */
    long residentHeap() {
        Matcher bounds = found(BOUNDS, jcmd("GC.heap_info"));
        long begin = Long.parseUnsignedLong(bounds.group(1), 16);
        long end = Long.parseUnsignedLong(bounds.group(2), 16);
        long total = 0;
        boolean inHeap = false;
        for (String line : text("smaps").split("\n")) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.lookingAt()) {
                long address = Long.parseUnsignedLong(mapping.group(1), 16);
                inHeap = address >= begin && address < end;
            } else if (inHeap && line.startsWith("Rss:")) {
                total += number(KILOBYTES, line);
            }
        }
        return total;
    }

    /** Files and sockets that are open. */
    long descriptors() {
        try (Stream<Path> open = Files.list(file("fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many may be open. */
    long mostDescriptors() {
        return number(MOST_OPEN, text("limits"));
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    private String text(String name) {
        try {
            return Files.readString(file(name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long status(String pattern) {
        return number(Pattern.compile(pattern), text("status"));
    }

    private String jcmd(String command) {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process jcmd = new ProcessBuilder(tool.toString(), Long.toString(process.pid()), command).redirectErrorStream(true).start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Pattern pattern, String text) {
        return Long.parseLong(found(pattern, text).group(1));
    }

    private static Matcher found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found;
    }
}
