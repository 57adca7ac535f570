package io.parley.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.http.contract.Contract;
import io.parley.support.ApiClient;
import io.parley.support.Await;
import io.parley.support.ContractCheck;
import io.parley.support.Eventually;
import io.parley.support.FreePorts;
import io.parley.support.ParleyNode;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/cluster 2}, as somebody runs it who wants to see a cluster. */
@Tag("once")
class ClusterScriptIT {
    private static final int PATIENCE_SECONDS = 180;
    private static final List<Integer> PORTS = List.of(0, 2, 3, 4, 5, 10, 11, 12, 20, 21, 22);
    private static final Path PROCESS_OF_NODE_1 = Path.of("target/cluster/node1.pid");

    private final int base = FreePorts.inARow(23);
    @TempDir
    Path directory;
    private Vertx vertx;
    private Process script;
    private BufferedReader said;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        // PostgreSQL's user must get through when root runs this
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        script = run("2");
        said = script.inputReader();
        readUntil("Ctrl-C stops it.");
    }

    @AfterEach
    void stop() throws InterruptedException {
        script.destroy();
        assertTrue(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "did not end");
        Await.await(vertx.close());
    }

    @Test
    void aNodeMayDieAndComeBackAndSigtermLeavesNothing() throws Exception {
        ApiClient backEnd = ApiClient.create(vertx, new ContractCheck(Await.await(Contract.load(vertx))),
                URI.create("http://127.0.0.1:" + base)).withSecret(ParleyNode.SECRET);
        backEnd.get("/restapi/v1/ask/admin/diabetes").expect(200);

        assertTrue(ProcessHandle.of(processOfNode1()).orElseThrow().destroyForcibly());
        readUntil("Node 1 ended");
        // for a moment it is told to ask again, until the other one leads
        Eventually.get(() -> backEnd.get("/restapi/v1/ask/admin/diabetes"), answer -> answer.status() == 200);
        Process again = run("--node", "1");
        readUntil("Node 1 is back");
        assertEquals(again.pid(), processOfNode1(), "the JVM takes the place of the script");
        Eventually.get(() -> FreePorts.isFree(base + 10), free -> !free);

        script.destroy();
        assertTrue(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "did not end");
        assertTrue(again.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the node that was started again goes with the others");
        assertEquals(143, script.exitValue(), "ended by SIGTERM, as asked");
        assertEquals(PORTS, PORTS.stream().filter(port -> FreePorts.isFree(base + port)).toList());
        assertFalse(Files.exists(PROCESS_OF_NODE_1));
    }

    private Process run(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("scripts/cluster").redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PARLEY_CLUSTER_BASE_PORT", Integer.toString(base));
        builder.environment().put("PARLEY_DATA_DIRECTORY", directory.resolve("data").toString());
        builder.environment().put("PARLEY_SECRET", ParleyNode.SECRET);
        return builder.start();
    }

    private static long processOfNode1() throws IOException {
        return Long.parseLong(Files.readString(PROCESS_OF_NODE_1).strip());
    }

    private void readUntil(String wanted) throws Exception {
        CompletableFuture.runAsync(() -> {
            StringBuilder all = new StringBuilder();
            try {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    if (line.contains(wanted)) {
                        return;
                    }
                    all.append(line).append('\n');
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new AssertionError("ended without '" + wanted + "':\n" + all);
        }).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
