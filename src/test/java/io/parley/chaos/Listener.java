package io.parley.chaos;

import io.parley.support.SseEvent;
import io.parley.support.SseParser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * An event stream as a page has it: when it breaks it is opened again at the next node, behind the last event that came. A watchful one
 * leaves a stream on which not even a heartbeat comes any more, as EventSource itself does not. All of it on one event loop.
 */
final class Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Doors doors;
    private final Diary diary;
    private final String user;
    private final String authorization;
    private final Duration silence;
    private final BiConsumer<String, JsonObject> events;
    private final Vertx vertx;
    private final Context context;
    private final Promise<Void> open = Promise.promise();
    private HttpClientResponse response;
    private String lastEventId;
    private long heard;
    private int node;
    private int opened;
    private boolean paused;
    private boolean over;

    /**
     * @param silence after which a stream is left; more than anything lasts for one that is not watchful
     * @param events  told channel and data, on the event loop
     */
    Listener(Vertx vertx, Doors doors, Diary diary, String user, String authorization, Duration silence, int node,
             BiConsumer<String, JsonObject> events) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.doors = doors;
        this.diary = diary;
        this.user = user;
        this.authorization = authorization;
        this.silence = silence;
        this.events = events;
        this.node = node % doors.count();
    }

    /** Done when the stream is open for the first time. */
    Future<Void> begin() {
        context.runOnContext(go -> {
            vertx.setPeriodic(LOOK.toMillis(), tick -> look());
            connect();
        });
        return open.future();
    }

    private void connect() {
        if (over) {
            return;
        }
        Request request = Request.by(authorization, HttpMethod.GET, Request.V1 + "/chat/events", null).with("Accept", "text/event-stream");
        Request from = lastEventId == null ? request : request.with("Last-Event-ID", lastEventId);
        heard = System.nanoTime();
        doors.stream(node, from, PATIENCE).onSuccess(this::follow).onFailure(refused -> again());
    }

    private void follow(HttpClientResponse answer) {
        answer.exceptionHandler(broken -> ended(answer));
        if (answer.statusCode() != 200) {
            refused(answer);
            return;
        }
        response = answer;
        opened++;
        SseParser parser = new SseParser(this::received);
        answer.handler(RecordParser.newDelimited("\n", line -> {
            heard = System.nanoTime();
            parser.line(line.toString(StandardCharsets.UTF_8));
        }));
        answer.endHandler(end -> ended(answer));
        open.tryComplete();
    }

    private void refused(HttpClientResponse answer) {
        answer.request().reset();
        if (answer.statusCode() == 401 || answer.statusCode() == 404) {
            diary.wrong("the session of " + user + " is lost: its stream was answered " + answer.statusCode() + " by node " + node);
            over = true;
        }
        again();
    }

    private void received(SseEvent event) {
        lastEventId = event.id() == null ? lastEventId : event.id();
        try {
            doors.check().event(event.event(), event.data());
        } catch (AssertionError e) {
            diary.wrong(user + " was told " + event + ": " + e.getMessage());
        }
        switch (event.event()) {
            case "chatapi.closed" -> diary.wrong("the session of " + user + " is closed: " + event.data());
            case "chatapi.reset" -> reset(event.json());
            default -> events.accept(event.event(), event.json());
        }
    }

    /** Who is in a room has to be asked again when the session has moved; what was said there has not. */
    private void reset(JsonObject event) {
        if (!"rooms".equals(event.getString("scope"))) {
            diary.wrong(user + " was told that events cannot be had any more: " + event.encode());
        }
    }

    private void ended(HttpClientResponse answer) {
        if (response == answer) {
            response = null;
            again();
        }
    }

    private void again() {
        node = (node + 1) % doors.count();
        vertx.setTimer(PAUSE.toMillis(), now -> connect());
    }

    private void look() {
        if (response != null && !paused && System.nanoTime() - heard > silence.toNanos()) {
            response.request().reset();
        }
    }

    /** Reads nothing for so long: the client hangs, or its network does. */
    void stopReading(Duration time) {
        context.runOnContext(go -> {
            if (response == null) {
                return;
            }
            HttpClientResponse now = response;
            paused = true;
            now.pause();
            vertx.setTimer(time.toMillis(), on -> {
                paused = false;
                heard = System.nanoTime();
                now.resume();
            });
        });
    }

    /** How often the stream was opened. */
    int opened() {
        return opened;
    }

    void end() {
        context.runOnContext(go -> {
            over = true;
            if (response != null) {
                response.request().reset();
            }
        });
    }
}
