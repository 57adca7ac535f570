package io.parley.fastpath.component;

import io.parley.fastpath.ChatRooms.Occupant;
import io.parley.fastpath.ChatRooms.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A room that the workgroup keeps, with what makes it the same again after its server has lost it. */
final class LiveRoom {
    private static final int MOST_OCCUPANTS = 500;
    private static final int MOST_MEMBERS = 2_000;

    private final Room room;
    private final String address;
    private final String keeper;
    /** Whether all members are known: not those of a room of before this program. */
    private final boolean whole;
    private final Set<String> members = new LinkedHashSet<>();
    private final Map<String, Occupant> occupants = new LinkedHashMap<>();
    private final Map<String, String> everSeen = new HashMap<>();
    private final Map<String, Visit> visits = new LinkedHashMap<>();
    private final Heard heard = new Heard();
    private String nickname;
    private boolean inside;
    private boolean owesPresent;
    private int failures;
    private Instant lastHeard;

    LiveRoom(Room room, ComponentSettings settings, boolean whole) {
        this.room = room;
        this.address = Address.local(room.request(), settings.conferenceDomain());
        this.keeper = Address.local(room.workgroup(), settings.workgroupDomain());
        this.nickname = room.workgroup() + " workgroup";
        this.whole = whole;
    }

    Room room() {
        return room;
    }

    String request() {
        return room.request();
    }

    String address() {
        return address;
    }

    /** The workgroup's JID. */
    String keeper() {
        return keeper;
    }

    boolean isWhole() {
        return whole;
    }

    Heard heard() {
        return heard;
    }

    String nickname() {
        return nickname;
    }

    boolean isInside() {
        return inside;
    }

    /** The workgroup is in; who else is, the room has told before. */
    void entered(String as) {
        nickname = as;
        inside = true;
        failures = 0;
    }

    void cutOff() {
        inside = false;
        occupants.clear();
    }

    /** The visitors' line is cut: they are in nowhere. */
    void visitorsCutOff() {
        visits.values().forEach(Visit::cutOff);
    }

    int failed() {
        return ++failures;
    }

    void owePresent(boolean owed) {
        owesPresent = owed;
    }

    boolean owesPresent() {
        return owesPresent;
    }

    Instant lastHeard() {
        return lastHeard;
    }

    void heardAt(Instant when) {
        lastHeard = lastHeard == null || when.isAfter(lastHeard) ? when : lastHeard;
    }

    Set<String> members() {
        return members;
    }

    void member(String jid) {
        if (members.size() < MOST_MEMBERS) {
            members.add(jid);
        }
    }

    void notMember(String jid) {
        members.remove(jid);
    }

    /** Whether they are new. */
    boolean seat(Occupant occupant) {
        if (occupants.size() >= MOST_OCCUPANTS && !occupants.containsKey(occupant.nickname())) {
            return false;
        }
        if (occupant.jid() != null && everSeen.size() < MOST_MEMBERS) {
            everSeen.merge(occupant.nickname(), occupant.jid(), (before, now) -> before.equals(now) ? now : "");
        }
        return occupants.put(occupant.nickname(), occupant) == null;
    }

    Optional<Occupant> unseat(String who) {
        return Optional.ofNullable(occupants.remove(who));
    }

    Optional<Occupant> occupant(String who) {
        return Optional.ofNullable(occupants.get(who));
    }

    List<Occupant> occupants() {
        return List.copyOf(occupants.values());
    }

    /** Who had that nickname, as far as only one has had it; else null. */
    String everSeen(String who) {
        String jid = everSeen.getOrDefault(who, "");
        return jid.isEmpty() ? null : jid;
    }

    Collection<Visit> visits() {
        return new ArrayList<>(visits.values());
    }

    Optional<Visit> visit(String jid) {
        return Optional.ofNullable(visits.get(jid));
    }

    void add(Visit visit) {
        visits.put(visit.jid(), visit);
    }

    void remove(Visit visit) {
        visits.remove(visit.jid());
    }

    /** Whether the workgroup sees every visitor who is to be here: their own stream knows it earlier, or later. */
    boolean hasItsVisitors() {
        return visits.values().stream().allMatch(visit -> visit.isInside()
                && occupants.values().stream().anyMatch(occupant -> visit.visitor().equals(occupant.jid())));
    }
}
