package io.parley.chaos;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Threads on which somebody acts, whose failure is told and never lost. */
final class Actors {
    private Actors() {
    }

    static Thread start(String name, Diary diary, Runnable acting) {
        Thread thread = new Thread(() -> {
            try {
                acting.run();
            } catch (RuntimeException | AssertionError e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                diary.wrong(name + " failed: " + trace);
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
