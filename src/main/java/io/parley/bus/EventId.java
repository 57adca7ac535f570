package io.parley.bus;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An event's id as it comes back from a client: input like any other, validated before it is believed. */
public record EventId(long epoch, long sequence, long time) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,16})-([0-9]{1,16})-([0-9]{1,16})");

    public static Optional<EventId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new EventId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** The same place in the old epoch, at a later time. */
    public EventId at(long laterTime) {
        return new EventId(epoch, sequence, Math.max(time, laterTime));
    }

    @Override
    public String toString() {
        return epoch + "-" + sequence + "-" + time;
    }
}
