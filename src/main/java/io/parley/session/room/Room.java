package io.parley.session.room;

import io.parley.session.Hold;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.muc.packet.MUCItem;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** A room that the user is in, or is on the way into (XEP-0045). */
final class Room {
    /** Occupants kept; a larger room still works, its list is cut. */
    private static final int MOST_OCCUPANTS = 5_000;
    private static final int MOST_RETURNS = 3;

    /** {@code realJid} is null where the room does not tell. */
    record Seat(Resourcepart nick, String realJid, String role, String affiliation, Presence presence) {
    }

    private final EntityBareJid jid;
    private final String password;
    private final Map<Resourcepart, Seat> seats = new LinkedHashMap<>();
    private final Hold hold = new Hold();
    private Resourcepart nick;
    private boolean joined;
    private String lastArchived;
    private Instant lastHeard;
    private boolean toBeEntered;
    private Instant returnsUntil;
    private int returns;

    Room(EntityBareJid jid, Resourcepart nick, String password) {
        this.jid = jid;
        this.nick = nick;
        this.password = password;
    }

    EntityBareJid jid() {
        return jid;
    }

    Resourcepart nick() {
        return nick;
    }

    String password() {
        return password;
    }

    EntityFullJid self() {
        return JidCreate.entityFullFrom(jid, nick);
    }

    boolean joined() {
        return joined;
    }

    void joined(boolean nowJoined) {
        joined = nowJoined;
    }

    void renamed(Resourcepart newNick) {
        nick = newNick;
    }

    Hold hold() {
        return hold;
    }

    String lastArchived() {
        return lastArchived;
    }

    /** When {@link #lastArchived} was said. */
    Instant lastHeard() {
        return lastHeard;
    }

    /** What was said before has been heard, on another node. */
    void heardUntil(Instant time) {
        lastHeard = time;
    }

    /** Whether the stream on which the user was in it is gone, and this one has not entered it yet: what it says is still for the other. */
    boolean toBeEntered() {
        return toBeEntered;
    }

    void toBeEntered(boolean nowToBe) {
        toBeEntered = nowToBe;
    }

    /** The end of an older stream, which has the same address, may until then count as this one's leaving. */
    void returnsUntil(Instant time) {
        returnsUntil = time;
        returns = 0;
    }

    /** Whether to come back after having been out for no reason; a few times, for there may be as many older streams. */
    boolean returns(Instant now) {
        return returnsUntil != null && now.isBefore(returnsUntil) && returns++ < MOST_RETURNS;
    }

    void lastArchived(String archiveId, Instant time) {
        lastArchived = archiveId;
        lastHeard = time;
    }

    Collection<Seat> seats() {
        return seats.values();
    }

    void empty() {
        seats.clear();
    }

    /** Takes the occupant's presence in; whether they have just come. */
    boolean seat(Seat seat) {
        return seats.size() < MOST_OCCUPANTS && seats.put(seat.nick(), seat) == null;
    }

    Optional<Seat> unseat(Resourcepart who) {
        return Optional.ofNullable(seats.remove(who));
    }

    static Seat seatOf(Resourcepart nick, Presence presence) {
        MUCItem item = Optional.ofNullable(MUCUser.from(presence)).map(MUCUser::getItem).orElse(null);
        return item == null ? new Seat(nick, null, "none", "none", presence)
                : new Seat(nick, item.getJid() == null ? null : item.getJid().toString(), text(item.getRole()),
                        text(item.getAffiliation()), presence);
    }

    private static String text(Object word) {
        return word == null ? "none" : word.toString();
    }
}
