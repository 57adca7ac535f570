package io.parley.chaos;

import io.parley.chaos.Questions.Outcome;
import io.parley.support.ParleyNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A back-end that asks one question after the other, each for another visitor: waits for an expert, or gives up before. */
final class Asker implements Runnable {
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final Duration FROM_TIME_TO_TIME = Duration.ofMillis(400);
    /** Of so many questions one is taken back. */
    private static final int CANCELS = 5;
    private static final Duration ENDLESS = Duration.ofMinutes(3);

    private final Insistence insistence;
    private final String workgroup;
    private final Questions questions;
    private final Diary diary;
    private final Random random;
    private final BooleanSupplier over;

    Asker(Insistence insistence, String workgroup, Questions questions, Diary diary, Random random, BooleanSupplier over) {
        this.insistence = insistence;
        this.workgroup = workgroup;
        this.questions = questions;
        this.diary = diary;
        this.random = random;
        this.over = over;
    }

    @Override
    public void run() {
        for (int number = 1; !over.getAsBoolean(); number++) {
            String id = ask("visitor-" + number);
            if (id != null) {
                follow(id, random.nextInt(CANCELS) == 0);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** Who is not told whether the question was taken asks again, under the same key. */
    private String ask(String userId) {
        JsonObject question = new JsonObject().put("userID", userId).put("emailAddress", userId + "@hospital.test")
                .put("question", "What is the meaning of life").put("workgroup", workgroup);
        Reply reply = insistence.ask(Request.by(ParleyNode.SECRET, HttpMethod.POST, Request.V1 + "/ask", question)
                .with("Idempotency-Key", UUID.randomUUID().toString()));
        if (!reply.ok()) {
            diary.wrong("the question of " + userId + " was answered " + reply);
            return null;
        }
        String id = reply.json().getString("id");
        questions.asked(id, userId);
        return id;
    }

    private void follow(String id, boolean impatient) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < ENDLESS.toNanos()) {
            Reply reply = call(HttpMethod.GET, "/ask/" + id, null);
            if (!reply.ok()) {
                diary.wrong("how question " + id + " stands was answered " + reply);
                return;
            }
            String state = reply.json().getString("state");
            if (state.equals("chat-room")) {
                leave(id, Outcome.ANSWERED);
                return;
            }
            if (state.equals("start")) {
                over(id, reply.json().getString("reason"));
                return;
            }
            if (impatient && random.nextInt(3) == 0) {
                leave(id, Outcome.CANCELLED);
                return;
            }
            LockSupport.parkNanos(FROM_TIME_TO_TIME.toNanos());
        }
        diary.wrong("question " + id + " was neither answered nor ended within " + Fault.seconds(ENDLESS));
    }

    private void over(String id, String reason) {
        if ("agent-not-found".equals(reason)) {
            questions.ended(id, Outcome.NOBODY);
        } else {
            // it was accepted, and the expert had gone before this was asked
            questions.ended(id, Outcome.ANSWERED);
        }
    }

    private void leave(String id, Outcome outcome) {
        Reply reply = call(HttpMethod.DELETE, "/ask/" + id, null);
        boolean gone = reply.status() == 409 && reply.doubt();
        if (!reply.ok() && !gone) {
            diary.note("leaving question " + id + " was answered " + reply);
        }
        questions.ended(id, outcome);
    }

    private Reply call(HttpMethod method, String path, JsonObject body) {
        return insistence.ask(Request.by(ParleyNode.SECRET, method, Request.V1 + path, body));
    }
}
