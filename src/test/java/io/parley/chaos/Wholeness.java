package io.parley.chaos;

import io.parley.support.ParleyNode;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Whether all nodes are members of one cluster, reach each other and are ready, as each of them tells: then one of them may die. */
record Wholeness(List<ParleyNode> nodes) {
    private static final int PATIENCE_MILLIS = 2000;
    private static final Duration BETWEEN = Duration.ofMillis(250);

    /** Waits for it. @return whether it came in time */
    boolean await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!nodes.stream().allMatch(node -> seesAll(node) && node.isReady())) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return true;
    }

    private boolean seesAll(ParleyNode node) {
        try {
            HttpURLConnection asked = (HttpURLConnection) node.management("/debug/state").toURL().openConnection();
            asked.setConnectTimeout(PATIENCE_MILLIS);
            asked.setReadTimeout(PATIENCE_MILLIS);
            try (InputStream answer = asked.getInputStream()) {
                JsonObject cluster = new JsonObject(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).getJsonObject("cluster");
                return cluster != null && cluster.getBoolean("settled", false) && cluster.getJsonArray("members").size() == nodes.size();
            }
        } catch (IOException | DecodeException notNow) {
            return false; // a node that is down, or begins anew
        }
    }
}
