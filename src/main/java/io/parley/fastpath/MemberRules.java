package io.parley.fastpath;

import io.parley.bus.WorkgroupSettings.Member;
import io.parley.fastpath.routing.ExpertName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may be in a workgroup: usernames or JIDs, of which the prepared local parts are kept, each once, in the order given. */
final class MemberRules {
    private static final int MAX_SKILLS = 50;
    private static final int MAX_SKILL = 60;

    private final SettingsFaults faults;
    private final int maxMembers;
    private final int maxChats;

    MemberRules(SettingsFaults faults, int maxMembers, int maxChats) {
        this.faults = faults;
        this.maxMembers = maxMembers;
        this.maxChats = maxChats;
    }

    List<String> usernames(String pointer, List<String> given) {
        Set<String> read = new LinkedHashSet<>();
        List<String> names = bounded(pointer, given);
        for (int i = 0; i < names.size(); i++) {
            username(pointer + "/" + i, names.get(i)).ifPresent(read::add);
        }
        return List.copyOf(read);
    }

    List<Member> members(String pointer, List<Member> given) {
        Map<String, Member> read = new LinkedHashMap<>();
        List<Member> members = bounded(pointer, given);
        for (int i = 0; i < members.size(); i++) {
            member(pointer + "/" + i, members.get(i)).ifPresent(member -> read.merge(member.username(), member, MemberRules::both));
        }
        read.values().stream().filter(member -> member.skills().size() > MAX_SKILLS)
                .forEach(member -> faults.add(pointer, "must give nobody more than " + MAX_SKILLS + " skills, as " + member.username()));
        return List.copyOf(read.values());
    }

    private <T> List<T> bounded(String pointer, List<T> given) {
        if (given.size() > maxMembers) {
            faults.add(pointer, "must have at most " + maxMembers + " entries");
            return List.of();
        }
        return given;
    }

    private Optional<Member> member(String pointer, Member given) {
        if (given == null) {
            faults.add(pointer, "must be a member");
            return Optional.empty();
        }
        if (given.maxChats() != null) {
            faults.between(pointer + "/maxChats", given.maxChats(), 1, maxChats);
        }
        List<String> skills = skills(pointer + "/skills", given.skills() == null ? List.of() : given.skills());
        return username(pointer + "/username", given.username()).map(name -> new Member(name, skills, given.maxChats()));
    }

    private Optional<String> username(String pointer, String given) {
        Optional<String> name = Optional.ofNullable(given).flatMap(ExpertName::of);
        if (name.isEmpty()) {
            faults.add(pointer, "must be a username or a JID");
        }
        return name;
    }

    /** One text may name several, as in a question: a comma in a skill could be asked for by nobody. */
    private List<String> skills(String pointer, List<String> given) {
        Set<String> read = new LinkedHashSet<>();
        given.stream().flatMap(text -> text == null ? Stream.of() : Stream.of(text.split(","))).map(String::strip)
                .filter(skill -> !skill.isEmpty()).map(skill -> skill.toLowerCase(Locale.ROOT)).forEach(read::add);
        read.forEach(skill -> faults.text(pointer, skill, MAX_SKILL));
        return List.copyOf(read);
    }

    private static Member both(Member one, Member other) {
        List<String> skills = Stream.concat(one.skills().stream(), other.skills().stream()).distinct().toList();
        return new Member(one.username(), skills, other.maxChats() == null ? one.maxChats() : other.maxChats());
    }
}
