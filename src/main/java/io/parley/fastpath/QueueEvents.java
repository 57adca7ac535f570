package io.parley.fastpath;

import io.parley.store.fastpath.Requests.InLine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The data of {@code notify-queue} and {@code notify-queue-details}. */
record QueueEvents(Places places, WorkgroupBook book, InstantSource clock) {
    JsonObject queue(String workgroup, List<InLine> line) {
        JsonObject event = new JsonObject().put("type", "notify-queue").put("workgroup", places.workgroup(workgroup))
                .put("status", status(workgroup)).put("userCount", line.size())
                .put("averageWaitTime", book.waits(workgroup).averageSeconds());
        return line.isEmpty() ? event : event.put("oldestEntry", time(line.get(0)));
    }

    JsonObject details(String workgroup, List<InLine> line) {
        JsonArray users = new JsonArray();
        for (int at = 0; at < Math.min(line.size(), Positions.DETAILED); at++) {
            InLine one = line.get(at);
            users.add(new JsonObject().put("id", one.id()).put("userID", one.userId()).put("queuePosition", at + 1)
                    .put("joinDate", time(one)).put("estimatedTime", book.waits(workgroup).estimateSeconds(at + 1, 1)));
        }
        return new JsonObject().put("type", "notify-queue-details").put("workgroup", places.workgroup(workgroup)).put("users", users);
    }

    String status(String workgroup) {
        return book.find(workgroup).filter(group -> group.isOpen(clock.instant())).isPresent() ? "open" : "closed";
    }

    private static String time(InLine one) {
        return Instant.ofEpochMilli(one.askedAt()).toString();
    }
}
