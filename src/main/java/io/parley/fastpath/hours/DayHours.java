package io.parley.fastpath.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** Hours of a day in minutes after its midnight; {@code to} is greater than {@code from} and may lie in the day after. */
record DayHours(int from, int to) {
    static final int DAY = 24 * 60;
    static final DayHours ALL = new DayHours(0, DAY);

    DayHours untilMidnight() {
        return new DayHours(from, Math.min(to, DAY));
    }

    Span on(LocalDate day, ZoneId zone) {
        return new Span(first(day.atStartOfDay().plusMinutes(from), zone), last(day.atStartOfDay().plusMinutes(to), zone));
    }

    /** When the clock shows it first; when it leaves it out: when it leaps. */
    private static Instant first(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap() ? change.getInstant() : time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    /** When the clock has shown all that is before it. What the clock is set back to exactly, it had shown all before already. */
    private static Instant last(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        boolean twice = change != null && change.isOverlap() && time.isAfter(change.getDateTimeAfter());
        return twice ? time.atZone(zone).withLaterOffsetAtOverlap().toInstant() : first(time, zone);
    }
}
