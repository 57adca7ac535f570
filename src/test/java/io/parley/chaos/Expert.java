package io.parley.chaos;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Takes most questions that are offered, rejects some, and lets some pass; comes into the rooms. */
final class Expert implements Runnable, BiConsumer<String, JsonObject> {
    private static final int ACCEPTS = 75;
    private static final int REJECTS = 15;

    private final Client client;
    private final String workgroup;
    private final Questions questions;
    private final Diary diary;
    private final Random random;
    private final BooleanSupplier over;
    private final BlockingQueue<JsonObject> news = new LinkedBlockingQueue<>();

    Expert(Client client, String workgroup, Questions questions, Diary diary, Random random, BooleanSupplier over) {
        this.client = client;
        this.workgroup = workgroup;
        this.questions = questions;
        this.diary = diary;
        this.random = random;
        this.over = over;
    }

    /** From the stream. */
    @Override
    public void accept(String channel, JsonObject event) {
        String type = event.getString("type");
        if ("offerReceived".equals(type) || "invitationReceived".equals(type)) {
            news.add(event);
        }
    }

    @Override
    public void run() {
        while (!over.getAsBoolean()) {
            try {
                JsonObject next = news.poll(500, TimeUnit.MILLISECONDS);
                if (next != null) {
                    act(next);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void act(JsonObject event) {
        if (event.getString("type").equals("invitationReceived")) {
            String room = event.getString("room");
            client.ask(HttpMethod.PUT, "/rooms/" + room.substring(0, room.indexOf('@')), null);
            return;
        }
        String id = event.getString("id");
        int dice = random.nextInt(100);
        if (dice < ACCEPTS) {
            answer(id, HttpMethod.PUT);
        } else if (dice < ACCEPTS + REJECTS) {
            answer(id, HttpMethod.DELETE);
        }
    }

    private void answer(String id, HttpMethod method) {
        Reply reply = client.ask(method, "/assists/" + workgroup + "/" + id, null);
        if (reply.ok() && method == HttpMethod.PUT) {
            questions.accepted(id, client.user());
        } else if (!reply.ok() && reply.status() != 409) {
            diary.wrong(client.user() + " " + method + " offer " + id + " was answered " + reply);
        }
    }
}
