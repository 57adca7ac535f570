package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** On what it was measured. */
final class Machine {
    private Machine() {
    }

    static List<String> describe(String what, String how) throws IOException {
        String memory = line(lines("/proc/meminfo"), "MemTotal");
        String cpu = line(lines("/proc/cpuinfo"), "model name");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[1];
        return List.of(what + ", " + Instant.now().truncatedTo(ChronoUnit.SECONDS),
                "%d cores (%s), %d GiB, Java %s, Prosody %s; load average over 5 minutes %s".formatted(
                        Runtime.getRuntime().availableProcessors(), cpu, Long.parseLong(memory.split(" ")[0]) >> 20,
                        Runtime.version().feature(), prosody(), load),
                how);
    }

    /** KiB of the kernel's objects, sockets among them; of all processes. */
    static long kernelObjects() {
        return Long.parseLong(line(lines("/proc/meminfo"), "Slab").split(" ")[0]);
    }

    /** Ports for connections from one address to one address and port. */
    static int ports() {
        String[] range = lines("/proc/sys/net/ipv4/ip_local_port_range").get(0).split("\\s+");
        return Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
    }

    /** Threads that all processes may have together. */
    static long threads() {
        return Math.min(Long.parseLong(lines("/proc/sys/kernel/pid_max").get(0)),
                Long.parseLong(lines("/proc/sys/kernel/threads-max").get(0)));
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key)).map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse("0 unknown");
    }

    private static String prosody() throws IOException {
        Process about = new ProcessBuilder("prosodyctl", "about").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String text = new String(about.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().map(line -> line.toLowerCase(Locale.ROOT)).filter(line -> line.matches("prosody [0-9].*"))
                .map(line -> line.substring("prosody ".length())).findFirst().orElse("unknown");
    }
}
