package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process uses, as Linux and, for a JVM, jcmd tell it. */
final class ProcessMeter {
    private static final Pattern HEAP = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");

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

    private long status(String pattern) {
        try {
            return number(Pattern.compile(pattern), Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }
}
