package io.parley.fastpath.hours;

import io.parley.bus.Problem.Fault;
import io.parley.bus.WorkgroupSettings;
import io.parley.bus.WorkgroupSettings.Hours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads opening hours from the settings and remembers every fault, that whoever wrote them learns of all at once. */
final class HoursReader {
    static final int MAX_HOURS = 24;
    static final int MAX_EXCEPTIONS = 400;
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final String pointer;
    private final List<Fault> faults = new ArrayList<>();

    HoursReader(String pointer) {
        this.pointer = pointer;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Empty when there is any fault. Without weekly hours every day is open, but for the exceptions. */
    Optional<OpeningHours> read(WorkgroupSettings.OpeningHours settings) {
        Optional<ZoneId> zone = zone(settings.timeZone());
        Map<DayOfWeek, List<DayHours>> weekly = settings.weekly() == null ? always() : weekly(settings.weekly());
        Map<LocalDate, List<DayHours>> exceptions = exceptions(settings.exceptions() == null ? List.of() : settings.exceptions());
        return zone.filter(known -> faults.isEmpty()).map(known -> new OpeningHours(known, weekly, exceptions));
    }

    private Optional<ZoneId> zone(String name) {
        if (name == null || !ZoneId.getAvailableZoneIds().contains(name)) {
            return fault("/timeZone", "must be the IANA name of a time zone, as Europe/Vienna");
        }
        return Optional.of(ZoneId.of(name));
    }

    private static Map<DayOfWeek, List<DayHours>> always() {
        Map<DayOfWeek, List<DayHours>> days = new EnumMap<>(DayOfWeek.class);
        Stream.of(DayOfWeek.values()).forEach(day -> days.put(day, List.of(DayHours.ALL)));
        return days;
    }

    private Map<DayOfWeek, List<DayHours>> weekly(Map<String, List<Hours>> given) {
        Map<DayOfWeek, List<DayHours>> days = new EnumMap<>(DayOfWeek.class);
        given.forEach((name, hours) -> {
            String at = "/weekly/" + name.replace("~", "~0").replace("/", "~1");
            day(name).ifPresentOrElse(day -> days.put(day, hours(at, hours)),
                    () -> fault(at, "is no day of the week: monday to sunday, in small letters"));
        });
        return days;
    }

    private static Optional<DayOfWeek> day(String name) {
        return Stream.of(DayOfWeek.values()).filter(day -> day.name().toLowerCase(Locale.ROOT).equals(name)).findFirst();
    }

    private Map<LocalDate, List<DayHours>> exceptions(List<WorkgroupSettings.Exception> given) {
        Map<LocalDate, List<DayHours>> days = new HashMap<>();
        if (given.size() > MAX_EXCEPTIONS) {
            fault("/exceptions", "must have at most " + MAX_EXCEPTIONS + " days");
            return days;
        }
        for (int i = 0; i < given.size(); i++) {
            WorkgroupSettings.Exception one = given.get(i);
            String at = "/exceptions/" + i;
            List<DayHours> hours = one == null ? List.of() : hours(at + "/hours", one.hours());
            date(at + "/date", one == null ? null : one.date()).ifPresent(date -> {
                if (days.put(date, hours) != null) {
                    fault(at + "/date", "is there twice");
                }
            });
        }
        return days;
    }

    private Optional<LocalDate> date(String at, String text) {
        try {
            return text != null && DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : notDate(at);
        } catch (DateTimeException e) {
            return notDate(at);
        }
    }

    private Optional<LocalDate> notDate(String at) {
        return fault(at, "must be a day, as 2026-12-24");
    }

    private List<DayHours> hours(String at, List<Hours> given) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MAX_HOURS) {
            fault(at, "must have at most " + MAX_HOURS + " entries");
            return List.of();
        }
        List<DayHours> read = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            hours(at + "/" + i, given.get(i)).ifPresent(read::add);
        }
        return read;
    }

    private Optional<DayHours> hours(String at, Hours given) {
        Optional<Integer> from = minutes(at + "/from", given == null ? null : given.from(), false);
        Optional<Integer> to = minutes(at + "/to", given == null ? null : given.to(), true);
        if (from.isPresent() && from.equals(to)) {
            return fault(at + "/to", "must differ from the beginning; a whole day is 00:00 to 24:00");
        }
        return from.flatMap(begin -> to.map(end -> new DayHours(begin, end > begin ? end : end + DayHours.DAY)));
    }

    private Optional<Integer> minutes(String at, String text, boolean end) {
        if (end && "24:00".equals(text)) {
            return Optional.of(DayHours.DAY);
        }
        if (text == null || !TIME.matcher(text).matches()) {
            return fault(at, "must be a time, as 09:30");
        }
        return Optional.of(Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3)));
    }

    private <T> Optional<T> fault(String at, String detail) {
        faults.add(new Fault(pointer + at, detail));
        return Optional.empty();
    }
}
