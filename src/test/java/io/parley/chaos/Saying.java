package io.parley.chaos;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a talker says: who, to whom or to which room, and a number that counts from 1 for each of these.
 */
record Saying(String from, String to, int number) {
    private static final Pattern TEXT = Pattern.compile("chaos ([^ >]+)>([^ ]+) (\\d+)");

    /** As it is sent. */
    String text() {
        return "chaos " + from + ">" + to + " " + number;
    }

    static Optional<Saying> of(String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches() ? Optional.of(new Saying(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** Whose order counts. */
    String lane() {
        return from + ">" + to;
    }

    @Override
    public String toString() {
        return lane() + " " + number;
    }
}
