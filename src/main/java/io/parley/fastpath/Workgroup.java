package io.parley.fastpath;

import io.parley.bus.WorkgroupSettings;
import io.parley.fastpath.hours.OpeningHours;
import io.parley.fastpath.routing.Strategies;
import io.parley.fastpath.routing.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workgroup's settings as the queue uses them; what each means is told at {@link WorkgroupSettings}.
 *
 * @param open  whether anybody may ask, without an account
 * @param hours empty: always
 */
public record Workgroup(String name, String description, String welcome, boolean open, boolean enabled, Strategy strategy,
                        List<Member> members, Set<String> supervisors, int maxChats, Duration offerTimeout, Duration requestTimeout,
                        Duration rejectionTimeout, Duration invitationTimeout, int missedOffers, Duration skillTimeout,
                        Duration visitorTimeout, Optional<String> backup, boolean hideSupervisors, Optional<OpeningHours> hours) {

    /** {@code maxChats}: the workgroup's where the expert has no own. */
    public record Member(String username, Set<String> skills, int maxChats) {
    }

    /** @param complete as {@link SettingsRules} gives them */
    public static Workgroup of(WorkgroupSettings complete) {
        return new Workgroup(complete.name(), complete.description(), complete.welcome(), complete.open(), complete.enabled(),
                Strategies.named(complete.strategy()).orElseThrow(),
                complete.members().stream().map(member -> member(member, complete.maxChats())).toList(),
                Set.copyOf(complete.supervisors()), complete.maxChats(), Duration.ofSeconds(complete.offerTimeout()),
                Duration.ofSeconds(complete.requestTimeout()), Duration.ofSeconds(complete.rejectionTimeout()),
                Duration.ofSeconds(complete.invitationTimeout()), complete.missedOffers(), Duration.ofSeconds(complete.skillTimeout()),
                Duration.ofSeconds(complete.visitorTimeout()),
                Optional.ofNullable(complete.backupWorkgroup()).filter(name -> !name.isEmpty()), complete.hideSupervisors(),
                Optional.ofNullable(complete.openingHours()).map(OpeningHours::of));
    }

    private static Member member(WorkgroupSettings.Member member, int maxChats) {
        return new Member(member.username(), Set.copyOf(member.skills()), member.maxChats() == null ? maxChats : member.maxChats());
    }

    /** Whether it takes questions now, as far as its settings tell. */
    public boolean isOpen(Instant at) {
        return enabled && hours.map(known -> known.isOpen(at)).orElse(true);
    }

    /** Empty while open, or when none is known. */
    public Optional<Instant> nextOpening(Instant at) {
        return enabled ? hours.flatMap(known -> known.nextOpening(at)) : Optional.empty();
    }

    /** When it opens or closes next; empty when nothing is known. */
    public Optional<Instant> nextChange(Instant at) {
        return enabled ? hours.flatMap(known -> known.nextChange(at)) : Optional.empty();
    }
}
