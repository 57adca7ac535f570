package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.parley.support.ApiResponse;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One speaker who says a number of things, one after the other, as a careful web client does: what is answered 503 or 504 is said again
 * under the same Idempotency-Key until it is answered 200.
 */
final class Dialogue {
    private static final long PAUSE_MILLIS = 100;

    private final Person speaker;
    private final String path;
    private final String name;
    private final int count;
    private final int mark;
    private final List<String> ids = new ArrayList<>();
    private final Promise<Void> marked = Promise.promise();

    private Dialogue(Person speaker, String path, String name, int count, int mark) {
        this.speaker = speaker;
        this.path = path;
        this.name = name;
        this.count = count;
        this.mark = mark;
    }

    /** @param path where to post to, below the chat's path */
    static Dialogue of(Person speaker, String path, String name, int count) {
        return new Dialogue(speaker, path, name, count, count / 4);
    }

    /** Says everything; done when the last thing has been answered 200. */
    Future<Void> begin() {
        return say(0);
    }

    /** A quarter of it has been said. */
    Future<Void> underway() {
        return marked.future();
    }

    private Future<Void> say(int number) {
        if (number == mark) {
            marked.tryComplete();
        }
        return number == count ? Future.succeededFuture() : sayOne(number).compose(id -> {
            ids.add(id);
            return say(number + 1);
        });
    }

    private Future<String> sayOne(int number) {
        JsonObject body = new JsonObject().put("body", body(number));
        return speaker.api().with("Idempotency-Key", name + "-" + number)
                .send(HttpMethod.POST, chat(path), "application/json", body.toBuffer())
                .compose(answer -> answer.status() == 200 ? Future.succeededFuture(answer.json().getString("id")) : again(number, answer));
    }

    private Future<String> again(int number, ApiResponse answer) {
        if (answer.status() != 503 && answer.status() != 504) {
            return Future.failedFuture(new AssertionError(answer.status() + " " + answer.text()));
        }
        if (answer.status() == 503) {
            assertNotNull(answer.header("Retry-After"), "a 503 says when to try again");
        }
        return speaker.node().vertx().timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).compose(now -> sayOne(number));
    }

    private String body(int number) {
        return name + " says " + number;
    }

    /** Everything answered 200 was told on this stream: in order, none twice, under the ids that the answers had. */
    void assertToldOn(SseClient stream, String channel) {
        stream.await(event -> event.event().equals(channel) && event.data().contains('"' + body(count - 1) + '"'));
        List<JsonObject> told = stream.events().stream().filter(event -> event.event().equals(channel)).map(SseEvent::data)
                .map(JsonObject::new)
                .filter(event -> event.getString("body", "").startsWith(name + " says ")).toList();
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            expected.add(body(number));
        }
        assertEquals(expected, told.stream().map(event -> event.getString("body")).toList());
        List<String> toldIds = told.stream().map(event -> event.getString("id")).toList();
        assertEquals(ids, toldIds);
        assertEquals(count, new HashSet<>(toldIds).size());
    }
}
