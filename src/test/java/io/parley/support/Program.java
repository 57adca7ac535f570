package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Parley as an operator starts it, in a process that is expected to end by itself. */
public final class Program {
    /** As it is delivered: the logging of the tests, which comes first on the class path, keeps most of it quiet. */
    static final String LOGGING = "-Dlogback.configurationFile=conf/logback.xml";
    private static final long PATIENCE_SECONDS = 60;

    /** How it ended, and everything that it said. */
    public record Outcome(int code, String said) {
        /** The lines that are meant for people: what is said beside the log. */
        public List<String> plainLines() {
            return said.lines().filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\dT.*")).toList();
        }
    }

    private Program() {
    }

    /** @param environment added to that of the tests */
    public static Outcome run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m", LOGGING, "-cp",
                System.getProperty("java.class.path"), "io.parley.Main"));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    public static Outcome run(Map<String, String> environment, List<String> command) {
        Path said = null;
        try {
            said = Files.createTempFile("parley", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("did not end by itself:\n" + Files.readString(said));
            }
            return new Outcome(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            deleteIfThere(said);
        }
    }

    public static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private static void deleteIfThere(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
