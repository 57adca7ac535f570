package io.parley.chaos;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Takes what a talker is told of other talkers' words from the events of its stream. */
final class Ears implements BiConsumer<String, JsonObject> {
    private final Arrivals arrivals;
    private final Diary diary;

    Ears(Arrivals arrivals, Diary diary) {
        this.arrivals = arrivals;
        this.diary = diary;
    }

    @Override
    public void accept(String channel, JsonObject event) {
        boolean message = channel.equals("chatapi.chat") || channel.equals("chatapi.muc");
        Optional<Saying> saying = message ? Saying.of(event.getString("body")) : Optional.empty();
        if (saying.isPresent() && !event.getBoolean("sent", false)) {
            arrivals.came(new Said(saying.get(), event.getString("id"), diary.now()));
        } else if (channel.equals("chatapi.error")) {
            diary.wrong(arrivals.receiver() + " was told of an error: " + event.encode());
        }
    }
}
