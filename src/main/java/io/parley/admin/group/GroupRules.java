package io.parley.admin.group;

import io.parley.bus.GroupReply.Group;
import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.XmlText;
import java.util.ArrayList;
import java.util.List;

/** What a group may be: a name of 1 to 255 characters, a description of 4000 at the most, and no more members than a request holds. */
final class GroupRules {
    static final int MAX_MEMBERS = 5000;
    private static final int MAX_NAME = 255;
    private static final int MAX_DESCRIPTION = 4000;

    private final MemberNames names;

    GroupRules(MemberNames names) {
        this.names = names;
    }

    /** The group with its members' bare JIDs; 400 {@code invalid-group} with every fault. */
    Group checked(Group given) {
        List<Fault> faults = new ArrayList<>();
        if (given.name() == null || !isName(given.name())) {
            faults.add(new Fault("/name", "has 1 to " + MAX_NAME + " characters, no control characters, and no space at its begin or end"));
        }
        if (given.description() != null && !isDescription(given.description())) {
            faults.add(new Fault("/description", "has at most " + MAX_DESCRIPTION + " characters, of those that XML can carry"));
        }
        List<String> admins = jids("/admins", given.admins(), faults);
        List<String> members = jids("/members", given.members(), faults);
        if (size(admins) + size(members) > MAX_MEMBERS) {
            faults.add(new Fault("/members", "are at most " + MAX_MEMBERS + ", admins included"));
        }
        if (!faults.isEmpty()) {
            throw new Problem(400, "invalid-group", "The group cannot be like this.", null, null, faults).exception();
        }
        return new Group(given.name(), given.description(), admins, members, given.shared());
    }

    private static boolean isDescription(String text) {
        return text.length() <= MAX_DESCRIPTION && XmlText.firstIllegal(text) < 0;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && name.equals(name.strip()) && XmlText.firstIllegal(name) < 0
                && name.chars().noneMatch(Character::isISOControl);
    }

    private List<String> jids(String pointer, List<String> written, List<Fault> faults) {
        if (written == null) {
            return null;
        }
        List<String> jids = new ArrayList<>();
        for (int at = 0; at < written.size(); at++) {
            int place = at;
            names.jid(written.get(at)).ifPresentOrElse(jids::add,
                    () -> faults.add(new Fault(pointer + "/" + place, "is neither a username nor a bare JID")));
        }
        return jids.stream().distinct().toList();
    }

    private static int size(List<String> list) {
        return list == null ? 0 : list.size();
    }
}
