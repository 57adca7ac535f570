package io.parley.cluster;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What people do in a cluster: they are the same persons on every node, and try again what is refused for a moment. */
final class Everywhere {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Everywhere() {
    }

    /** The same person with the same token on another node. */
    static Person at(ParleyNode node, Person person) {
        return new Person(node, person.user(), person.streamId(), person.jid(), person.token(), person.streamToken(),
                node.api().withBearer(person.token()));
    }

    /** Asks until the answer is another than 503 or 504: what every client of a cluster does. */
    static ApiResponse patiently(Supplier<ApiResponse> request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            ApiResponse answer = request.get();
            if (answer.status() != 503 && answer.status() != 504) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("for " + PATIENCE + " nothing but " + answer.status() + " " + answer.text());
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** Says it once, however often it has to be tried. */
    static String say(Person person, String address, String body) {
        var api = person.api().with("Idempotency-Key", person.user() + "-says-" + body.replace(' ', '-'));
        return patiently(() -> api.post(Person.chat("/messages/" + ApiClient.encoded(address)), new JsonObject().put("body", body)))
                .expect(200).json().getString("id");
    }
}
