package io.parley.fastpath.hours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.ProblemException;
import io.parley.bus.WorkgroupSettings;
import io.parley.bus.WorkgroupSettings.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In 2026 the 2nd of November is a Monday; Vienna sets its clocks on the 29th of March and on the 25th of October. */
class OpeningHoursTest {
    private static final String VIENNA = "Europe/Vienna";
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    @Test
    void officeHours() {
        OpeningHours office = hours(VIENNA, week("monday", "09:00-12:00", "friday", "09:00-12:00,13:00-17:30"));
        assertFalse(office.isOpen(vienna("2026-11-02T08:59:59")));
        assertTrue(office.isOpen(vienna("2026-11-02T09:00")));
        assertTrue(office.isOpen(vienna("2026-11-02T11:59:59")));
        assertFalse(office.isOpen(vienna("2026-11-02T12:00")));
        assertFalse(office.isOpen(vienna("2026-11-06T12:30")));
        assertTrue(office.isOpen(vienna("2026-11-06T17:29")));
        assertFalse(office.isOpen(vienna("2026-11-03T10:00")));
    }

    @Test
    void theNextOpeningIsToldWhileClosedAlone() {
        OpeningHours office = hours(VIENNA, week("monday", "09:00-12:00", "friday", "09:00-12:00,13:00-17:30"));
        assertEquals(Optional.of(vienna("2026-11-02T09:00")), office.nextOpening(vienna("2026-11-02T00:00")));
        assertEquals(Optional.of(vienna("2026-11-06T09:00")), office.nextOpening(vienna("2026-11-02T12:00")));
        assertEquals(Optional.of(vienna("2026-11-06T13:00")), office.nextOpening(vienna("2026-11-06T12:00")));
        assertEquals(Optional.of(vienna("2026-11-09T09:00")), office.nextOpening(vienna("2026-11-06T17:30")));
        assertEquals(Optional.empty(), office.nextOpening(vienna("2026-11-02T09:00")));
    }

    @Test
    void theNextChangeIsTheOpeningOrTheClosing() {
        OpeningHours office = hours(VIENNA, week("friday", "09:00-12:00,13:00-17:30"));
        assertEquals(Optional.of(vienna("2026-11-06T09:00")), office.nextChange(vienna("2026-11-02T09:00")));
        assertEquals(Optional.of(vienna("2026-11-06T12:00")), office.nextChange(vienna("2026-11-06T09:00")));
        assertEquals(Optional.of(vienna("2026-11-06T13:00")), office.nextChange(vienna("2026-11-06T12:00")));
        assertEquals(Optional.of(vienna("2026-11-13T09:00")), office.nextChange(vienna("2026-11-06T17:30")));
    }

    @Test
    void hoursThatTouchOrOverlapAreOne() {
        OpeningHours hours = hours("UTC", week("monday", "12:00-15:00,09:00-12:00,10:00-11:00", "tuesday", "00:00-01:00"));
        assertEquals(Optional.of(Instant.parse("2026-11-02T15:00:00Z")), hours.nextChange(Instant.parse("2026-11-02T09:30:00Z")));
        OpeningHours night = hours("UTC", week("monday", "20:00-24:00", "tuesday", "00:00-01:00"));
        assertEquals(Optional.of(Instant.parse("2026-11-03T01:00:00Z")), night.nextChange(Instant.parse("2026-11-02T21:00:00Z")));
    }

    @Test
    void theNightShiftGoesOnOverMidnight() {
        OpeningHours night = hours(VIENNA, week("friday", "22:00-06:00"));
        assertFalse(night.isOpen(vienna("2026-11-06T03:00")));
        assertTrue(night.isOpen(vienna("2026-11-06T23:00")));
        assertTrue(night.isOpen(vienna("2026-11-07T05:59")));
        assertFalse(night.isOpen(vienna("2026-11-07T06:00")));
        assertEquals(Optional.of(vienna("2026-11-07T06:00")), night.nextChange(vienna("2026-11-07T01:00")));
    }

    @Test
    void twentyFourHundredIsTheEndOfTheDay() {
        OpeningHours day = hours(VIENNA, week("sunday", "00:00-24:00"));
        assertTrue(day.isOpen(vienna("2026-11-08T00:00")));
        assertTrue(day.isOpen(vienna("2026-11-08T23:59:59")));
        assertEquals(Optional.of(vienna("2026-11-09T00:00")), day.nextChange(vienna("2026-11-08T12:00")));
        OpeningHours evening = hours(VIENNA, week("sunday", "20:00-00:00"));
        assertEquals(Optional.of(vienna("2026-11-09T00:00")), evening.nextChange(vienna("2026-11-08T21:00")));
    }

    @Test
    void anExceptionHasItsOwnHoursAlone() {
        OpeningHours hours = hours(VIENNA, everyDay("09:00-17:00"), exception("2026-12-24", "09:00-12:00"), exception("2026-12-25", null));
        assertTrue(hours.isOpen(vienna("2026-12-24T11:00")));
        assertFalse(hours.isOpen(vienna("2026-12-24T13:00")));
        assertFalse(hours.isOpen(vienna("2026-12-25T10:00")));
        assertEquals(Optional.of(vienna("2026-12-26T09:00")), hours.nextOpening(vienna("2026-12-24T12:00")));
    }

    @Test
    void noNightShiftRunsIntoAnException() {
        OpeningHours hours = hours(VIENNA, everyDay("22:00-06:00"), exception("2026-12-25", null), exception("2026-12-27", "20:00-02:00"));
        assertEquals(Optional.of(vienna("2026-12-25T00:00")), hours.nextChange(vienna("2026-12-24T23:00")));
        assertFalse(hours.isOpen(vienna("2026-12-25T03:00")));
        assertFalse(hours.isOpen(vienna("2026-12-26T03:00")));
        assertEquals(Optional.of(vienna("2026-12-28T02:00")), hours.nextChange(vienna("2026-12-27T21:00")));
    }

    @Test
    void withoutWeeklyHoursItIsAlwaysOpenButForTheExceptions() {
        OpeningHours hours = hours(VIENNA, null, exception("2026-12-25", null));
        assertTrue(hours.isOpen(vienna("2026-11-02T03:00")));
        assertEquals(Optional.of(vienna("2026-12-25T00:00")), hours.nextChange(vienna("2026-11-02T03:00")));
        assertEquals(Optional.of(vienna("2026-12-26T00:00")), hours.nextOpening(vienna("2026-12-25T03:00")));
    }

    @Test
    void whatNeverChangesHasNoNextChange() {
        Instant now = vienna("2026-11-02T03:00");
        assertEquals(Optional.empty(), hours(VIENNA, everyDay("00:00-24:00")).nextChange(now));
        assertTrue(hours(VIENNA, everyDay("00:00-24:00")).isOpen(now));
        assertEquals(Optional.empty(), hours(VIENNA, Map.of()).nextChange(now));
        assertEquals(Optional.empty(), hours(VIENNA, Map.of()).nextOpening(now));
        assertEquals(Optional.empty(), hours(VIENNA, Map.of(), exception("2028-01-01", "09:00-10:00")).nextOpening(now));
        assertEquals(Optional.of(vienna("2027-11-01T09:00")),
                hours(VIENNA, Map.of(), exception("2027-11-01", "09:00-10:00")).nextOpening(now));
    }

    @Test
    void theHourThatTheClockLeavesOutIsNone() {
        OpeningHours within = hours(VIENNA, week("sunday", "02:15-02:45"));
        assertEquals(Optional.of(vienna("2026-04-05T02:15")), within.nextOpening(vienna("2026-03-29T01:00")));
        OpeningHours begins = hours(VIENNA, week("sunday", "02:30-05:00"));
        assertEquals(Optional.of(Instant.parse("2026-03-29T01:00:00Z")), begins.nextOpening(vienna("2026-03-29T01:00")));
        OpeningHours ends = hours(VIENNA, week("sunday", "01:00-02:30"));
        assertEquals(Optional.of(Instant.parse("2026-03-29T01:00:00Z")), ends.nextChange(vienna("2026-03-29T01:30")));
    }

    @Test
    void theHourThatTheClockShowsTwiceIsOpenFromTheFirstToTheLast() {
        OpeningHours begins = hours(VIENNA, week("sunday", "02:30-05:00"));
        assertEquals(Optional.of(Instant.parse("2026-10-25T00:30:00Z")), begins.nextOpening(vienna("2026-10-25T00:00")));
        OpeningHours ends = hours(VIENNA, week("sunday", "01:00-02:30"));
        assertEquals(Optional.of(Instant.parse("2026-10-25T01:30:00Z")), ends.nextChange(vienna("2026-10-25T01:30")));
        OpeningHours before = hours(VIENNA, week("sunday", "01:00-02:00"));
        assertEquals(Optional.of(Instant.parse("2026-10-25T00:00:00Z")), before.nextChange(vienna("2026-10-25T01:30")));
    }

    @Test
    void midnightItselfMayBeLeftOut() {
        OpeningHours chile = hours("America/Santiago", week("sunday", "00:00-06:00"));
        Instant leap = Instant.parse("2026-09-06T04:00:00Z");
        assertEquals(Optional.of(leap), chile.nextOpening(leap.minusSeconds(3600)));
        assertTrue(chile.isOpen(leap));
    }

    @Test
    void theNextChangeIsAlwaysWhereItChangesNext() {
        OpeningHours hours = hours(VIENNA, week("monday", "22:00-02:30", "tuesday", "02:30-09:00,08:00-12:00", "saturday", "21:00-03:00",
                "sunday", "02:10-02:50,20:00-24:00"), exception("2026-10-26", "00:00-01:00"));
        Instant at = vienna("2026-10-20T00:00");
        Instant change = hours.nextChange(at).orElseThrow();
        for (int minute = 0; minute < 14 * 24 * 60; minute++) {
            Instant next = at.plus(Duration.ofMinutes(1));
            if (hours.isOpen(at) != hours.isOpen(next)) {
                assertEquals(next, change, "after " + at);
            }
            assertEquals(hours.isOpen(at) ? Optional.empty() : Optional.of(change), hours.nextOpening(at));
            at = next;
            change = hours.nextChange(at).orElseThrow();
        }
    }

    @Test
    void everyFaultIsToldWithItsPlace() {
        Map<String, List<Hours>> weekly = new LinkedHashMap<>();
        weekly.put("Monday", List.of());
        weekly.put("a/b~", List.of());
        weekly.put("friday", Arrays.asList(new Hours("9:00", "25:00"), null, new Hours("24:00", "24:00"), new Hours("10:00", "10:00"),
                new Hours("00:00", "24:00")));
        weekly.put("sunday", null);
        List<WorkgroupSettings.Exception> exceptions = Arrays.asList(exception("2026-02-30", null), exception("24.12.2026", null), null,
                exception("2026-12-24", null), exception("2026-12-24", "x-y"));
        List<Fault> faults = OpeningHours.faults("/openingHours", new WorkgroupSettings.OpeningHours("CET-ish", weekly, exceptions));
        assertEquals(List.of("/timeZone", "/weekly/Monday", "/weekly/a~1b~0", "/weekly/friday/0/from", "/weekly/friday/0/to",
                        "/weekly/friday/1/from", "/weekly/friday/1/to", "/weekly/friday/2/from", "/weekly/friday/3/to",
                        "/exceptions/0/date", "/exceptions/1/date", "/exceptions/2/date", "/exceptions/4/hours/0/from",
                        "/exceptions/4/hours/0/to", "/exceptions/4/date"),
                faults.stream().map(fault -> fault.pointer().substring("/openingHours".length())).toList());
    }

    @Test
    void faultyHoursAreNotMade() {
        WorkgroupSettings.OpeningHours none = new WorkgroupSettings.OpeningHours(null, null, null);
        Problem refused = assertThrows(ProblemException.class, () -> OpeningHours.of(none)).problem();
        assertEquals(400, refused.status());
        assertEquals("invalid-workgroup", refused.code());
        assertEquals("/openingHours/timeZone", refused.errors().get(0).pointer());
        assertEquals(List.of(), OpeningHours.faults("/openingHours", new WorkgroupSettings.OpeningHours("UTC", Map.of(), null)));
    }

    @Test
    void howManyThereAreIsBounded() {
        List<Hours> many = IntStream.rangeClosed(0, HoursReader.MAX_HOURS).mapToObj(i -> new Hours("00:00", "01:00")).toList();
        List<WorkgroupSettings.Exception> days = IntStream.rangeClosed(0, HoursReader.MAX_EXCEPTIONS)
                .mapToObj(i -> exception("2026-01-01", null)).toList();
        List<Fault> faults = OpeningHours.faults("", new WorkgroupSettings.OpeningHours("UTC", Map.of("monday", many), days));
        assertEquals(List.of("/weekly/monday", "/exceptions"), faults.stream().map(Fault::pointer).toList());
    }

    private static OpeningHours hours(String zone, Map<String, List<Hours>> weekly, WorkgroupSettings.Exception... exceptions) {
        return OpeningHours.of(new WorkgroupSettings.OpeningHours(zone, weekly, List.of(exceptions)));
    }

    private static Map<String, List<Hours>> week(String... daysAndHours) {
        Map<String, List<Hours>> week = new LinkedHashMap<>();
        for (int i = 0; i < daysAndHours.length; i += 2) {
            week.put(daysAndHours[i], list(daysAndHours[i + 1]));
        }
        return week;
    }

    private static Map<String, List<Hours>> everyDay(String hours) {
        return DAYS.stream().collect(Collectors.toMap(day -> day, day -> list(hours)));
    }

    private static WorkgroupSettings.Exception exception(String date, String hours) {
        return new WorkgroupSettings.Exception(date, hours == null ? null : list(hours));
    }

    private static List<Hours> list(String hours) {
        return Stream.of(hours.split(",")).map(one -> new Hours(one.split("-")[0], one.split("-")[1])).toList();
    }

    private static Instant vienna(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(VIENNA)).toInstant();
    }
}
