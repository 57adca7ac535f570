package io.parley.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the lines of an event stream, as the HTML standard says in "Interpreting an event stream". */
public final class SseParser {
    private final Consumer<SseEvent> events;
    private final List<String> data = new ArrayList<>();
    private String event = "message";
    private String lastEventId;
    private int comments;
    private Long retry;

    public SseParser(Consumer<SseEvent> events) {
        this.events = events;
    }

    public void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith(":")) {
            comments++;
        } else {
            int colon = line.indexOf(':');
            String value = colon < 0 ? "" : line.substring(colon + 1);
            field(colon < 0 ? line : line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    public String lastEventId() {
        return lastEventId;
    }

    int comments() {
        return comments;
    }

    Long retry() {
        return retry;
    }

    private void field(String name, String value) {
        switch (name) {
            case "id" -> lastEventId = value;
            case "event" -> event = value;
            case "data" -> data.add(value);
            case "retry" -> retry = Long.valueOf(value);
            default -> throw new AssertionError("an event stream has no field " + name);
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            events.accept(new SseEvent(lastEventId, event, String.join("\n", data)));
        }
        data.clear();
        event = "message";
    }
}
