package io.parley.fastpath.hours;

import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.WorkgroupSettings;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a workgroup is open, by the clock on the wall of a time zone. Hours that end before they begin go on over midnight and belong to
 * the day on which they begin; a day that is an exception has its own hours alone, so that none of the day before run into it. Where
 * summer time begins, an hour that the clock leaves out is none; where it ends, hours begin when the clock shows it first and end when
 * it shows it last.
 */
public final class OpeningHours {
    /** How far to look ahead: a year with its exceptions. */
    private static final int DAYS = 367;

    private final ZoneId zone;
    private final Map<DayOfWeek, List<DayHours>> weekly;
    private final Map<LocalDate, List<DayHours>> exceptions;

    OpeningHours(ZoneId zone, Map<DayOfWeek, List<DayHours>> weekly, Map<LocalDate, List<DayHours>> exceptions) {
        this.zone = zone;
        this.weekly = Map.copyOf(weekly);
        this.exceptions = Map.copyOf(exceptions);
    }

    /** @throws io.parley.bus.ProblemException 400 {@code invalid-workgroup} with every fault, as {@link #faults} tells them */
    public static OpeningHours of(WorkgroupSettings.OpeningHours settings) {
        HoursReader reader = new HoursReader("/openingHours");
        Optional<OpeningHours> hours = reader.read(settings);
        return hours.orElseThrow(() -> new Problem(400, "invalid-workgroup", "The opening hours are not valid.", null, null,
                reader.faults()).exception());
    }

    /** What is wrong with them; {@code pointer} is where they are in the body. */
    public static List<Fault> faults(String pointer, WorkgroupSettings.OpeningHours settings) {
        HoursReader reader = new HoursReader(pointer);
        reader.read(settings);
        return reader.faults();
    }

    public boolean isOpen(Instant at) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        return List.of(today.minusDays(1), today).stream().flatMap(day -> spans(day).stream()).anyMatch(span -> span.contains(at));
    }

    /** Empty while open, or when there is none within a year. */
    public Optional<Instant> nextOpening(Instant at) {
        return isOpen(at) ? Optional.empty() : nextChange(at);
    }

    /** When it opens or closes next; empty when neither happens within a year. */
    public Optional<Instant> nextChange(Instant at) {
        LocalDate first = LocalDate.ofInstant(at, zone).minusDays(1);
        Instant openUntil = null;
        for (LocalDate day = first; day.isBefore(first.plusDays(DAYS)); day = day.plusDays(1)) {
            for (Span span : spans(day)) {
                if (openUntil != null && span.from().isAfter(openUntil)) {
                    return Optional.of(openUntil);
                }
                if (openUntil == null && span.from().isAfter(at)) {
                    return Optional.of(span.from());
                }
                if (span.to().isAfter(at) && (openUntil == null || span.to().isAfter(openUntil))) {
                    openUntil = span.to();
                }
            }
        }
        return Optional.ofNullable(openUntil).filter(until -> until.isBefore(start(first.plusDays(DAYS))));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** In the order of their beginning; those that the clock leaves out are not among them. */
    private List<Span> spans(LocalDate day) {
        boolean cut = exceptions.containsKey(day.plusDays(1));
        return exceptions.getOrDefault(day, weekly.getOrDefault(day.getDayOfWeek(), List.of())).stream()
                .map(hours -> (cut ? hours.untilMidnight() : hours).on(day, zone))
                .filter(span -> span.from().isBefore(span.to()))
                .sorted(Comparator.comparing(Span::from)).toList();
    }
}
