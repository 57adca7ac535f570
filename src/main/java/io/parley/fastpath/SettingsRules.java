package io.parley.fastpath;

import io.parley.bus.WorkgroupSettings;
import io.parley.bus.WorkgroupSettings.OpeningHours;
import io.parley.fastpath.routing.Strategies;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What settings a workgroup may have, and which it has where nothing is said. Complete settings have no null but the opening hours,
 * which are null for "always"; so they become as well by an object without any field, for in a change null means "as it is".
 */
public final class SettingsRules {
    static final int MAX_MEMBERS = 1000;
    private static final int MAX_DESCRIPTION = 1000;
    private static final int MAX_WELCOME = 4000;
    private static final int MAX_CHATS = 100;
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final int MAX_MISSED = 100;
    /** What the column takes. */
    private static final int MAX_ENCODED = 262_144;
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,63}");
    private static final WorkgroupSettings DEFAULTS = new WorkgroupSettings("", "", "", false, true, Strategies.titles().get(0), List.of(),
            List.of(), 4, 20, 240, 20, 60, 3, 60, 300, "", false, null);

    /** The settings of a new workgroup; 400 {@code invalid-workgroup} as a {@link io.parley.bus.ProblemException}, with every fault. */
    public WorkgroupSettings complete(WorkgroupSettings given) {
        return checked(merged(DEFAULTS, given), new SettingsFaults());
    }

    /** The settings after a change; 400 as with {@link #complete}, and when the change gives another name. */
    public WorkgroupSettings change(WorkgroupSettings current, WorkgroupSettings change) {
        SettingsFaults faults = new SettingsFaults();
        if (change.name() != null && !name(change.name()).equals(current.name())) {
            faults.add("/name", "cannot be changed");
        }
        return checked(renamed(merged(current, change), current.name()), faults);
    }

    private static WorkgroupSettings merged(WorkgroupSettings old, WorkgroupSettings given) {
        return new WorkgroupSettings(or(given.name(), old.name()), or(given.description(), old.description()),
                or(given.welcome(), old.welcome()), or(given.open(), old.open()), or(given.enabled(), old.enabled()),
                or(given.strategy(), old.strategy()), or(given.members(), old.members()), or(given.supervisors(), old.supervisors()),
                or(given.maxChats(), old.maxChats()), or(given.offerTimeout(), old.offerTimeout()),
                or(given.requestTimeout(), old.requestTimeout()), or(given.rejectionTimeout(), old.rejectionTimeout()),
                or(given.invitationTimeout(), old.invitationTimeout()), or(given.missedOffers(), old.missedOffers()),
                or(given.skillTimeout(), old.skillTimeout()), or(given.visitorTimeout(), old.visitorTimeout()),
                or(given.backupWorkgroup(), old.backupWorkgroup()), or(given.hideSupervisors(), old.hideSupervisors()),
                or(given.openingHours(), old.openingHours()));
    }

    private static <T> T or(T given, T old) {
        return given == null ? old : given;
    }

    private static WorkgroupSettings renamed(WorkgroupSettings it, String name) {
        return new WorkgroupSettings(name, it.description(), it.welcome(), it.open(), it.enabled(), it.strategy(), it.members(),
                it.supervisors(), it.maxChats(), it.offerTimeout(), it.requestTimeout(), it.rejectionTimeout(), it.invitationTimeout(),
                it.missedOffers(), it.skillTimeout(), it.visitorTimeout(), it.backupWorkgroup(), it.hideSupervisors(), it.openingHours());
    }

    private static WorkgroupSettings checked(WorkgroupSettings it, SettingsFaults faults) {
        String name = name(it.name());
        if (!NAME.matcher(name).matches()) {
            faults.add("/name", "must be 1 to 63 of the letters a to z, digits, dots, hyphens and underscores");
        }
        MemberRules people = new MemberRules(faults, MAX_MEMBERS, MAX_CHATS);
        WorkgroupSettings checked = new WorkgroupSettings(name, faults.text("/description", it.description(), MAX_DESCRIPTION),
                faults.text("/welcome", it.welcome(), MAX_WELCOME), it.open(), it.enabled(), strategy(it.strategy(), faults),
                people.members("/members", it.members()), people.usernames("/supervisors", it.supervisors()),
                faults.between("/maxChats", it.maxChats(), 1, MAX_CHATS), faults.between("/offerTimeout", it.offerTimeout(), 1, HOUR),
                faults.between("/requestTimeout", it.requestTimeout(), 1, DAY),
                faults.between("/rejectionTimeout", it.rejectionTimeout(), 0, DAY),
                faults.between("/invitationTimeout", it.invitationTimeout(), 1, HOUR),
                faults.between("/missedOffers", it.missedOffers(), 1, MAX_MISSED),
                faults.between("/skillTimeout", it.skillTimeout(), 0, DAY),
                faults.between("/visitorTimeout", it.visitorTimeout(), 1, DAY), backup(name, it.backupWorkgroup(), faults),
                it.hideSupervisors(), hours(it.openingHours(), faults));
        faults.raise();
        return fitting(checked, faults);
    }

    private static String name(String given) {
        return given.strip().toLowerCase(Locale.ROOT);
    }

    private static String strategy(String given, SettingsFaults faults) {
        return Strategies.title(given).orElseGet(() -> {
            faults.add("/strategy", "must be one of " + String.join(", ", Strategies.titles()));
            return given;
        });
    }

    /** A name, or the workgroup's JID. */
    private static String backup(String name, String given, SettingsFaults faults) {
        String wanted = name(given);
        String backup = wanted.contains("@") ? wanted.substring(0, wanted.indexOf('@')) : wanted;
        if (!wanted.isEmpty() && !NAME.matcher(backup).matches()) {
            faults.add("/backupWorkgroup", "must be the name of a workgroup");
        } else if (!backup.isEmpty() && backup.equals(name)) {
            faults.add("/backupWorkgroup", "must be another workgroup");
        }
        return backup;
    }

    private static OpeningHours hours(OpeningHours given, SettingsFaults faults) {
        if (given == null || given.timeZone() == null && given.weekly() == null && given.exceptions() == null) {
            return null;
        }
        faults.addAll(io.parley.fastpath.hours.OpeningHours.faults("/openingHours", given));
        return given;
    }

    /** Each part may be within its bounds, and all together too much for the database. */
    private static WorkgroupSettings fitting(WorkgroupSettings settings, SettingsFaults faults) {
        if (Json.encode(settings).length() > MAX_ENCODED) {
            faults.add("", "must have at most " + MAX_ENCODED + " characters as a whole");
            faults.raise();
        }
        return settings;
    }
}
