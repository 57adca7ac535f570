package io.parley.bench;

import java.io.IOException;
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
        String memory = line(Files.readAllLines(Path.of("/proc/meminfo")), "MemTotal");
        String cpu = line(Files.readAllLines(Path.of("/proc/cpuinfo")), "model name");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[1];
        return List.of(what + ", " + Instant.now().truncatedTo(ChronoUnit.SECONDS),
                "%d cores (%s), %d GiB, Java %s, Prosody %s; load average over 5 minutes %s".formatted(
                        Runtime.getRuntime().availableProcessors(), cpu, Long.parseLong(memory.split(" ")[0]) >> 20,
                        Runtime.version().feature(), prosody(), load),
                how);
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
