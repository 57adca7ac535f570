package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * How a workgroup works, in the contract's field names. In a change, null means "as it is". Times are whole seconds.
 *
 * @param name              1 to 63 letters, digits, dots, hyphens and underscores: the local part of its JID
 * @param welcome           told to whoever asks
 * @param open              whether anybody may ask, without an account
 * @param enabled           whether it takes questions at all
 * @param strategy          rotation, leastBusy or everyone
 * @param members           its experts
 * @param supervisors       usernames
 * @param maxChats          of one expert at once
 * @param offerTimeout      how long an offer stands
 * @param requestTimeout    how long a question waits for an expert before it overflows
 * @param rejectionTimeout  how long an expert who rejected a question is not offered it again
 * @param invitationTimeout how long the invited may take to come into the room
 * @param missedOffers      so many offers in a row that an expert lets pass make them away
 * @param skillTimeout      after so long, skills that a question asks for are no longer required
 * @param visitorTimeout    a visitor who neither listens nor asks for so long has gone
 * @param backupWorkgroup   where questions overflow to; empty for nowhere
 * @param hideSupervisors   whether visitors are not told of supervisors in their room
 * @param openingHours      null: always
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkgroupSettings(String name, String description, String welcome, Boolean open, Boolean enabled, String strategy,
                                List<Member> members, List<String> supervisors, Integer maxChats, Integer offerTimeout,
                                Integer requestTimeout, Integer rejectionTimeout, Integer invitationTimeout, Integer missedOffers,
                                Integer skillTimeout, Integer visitorTimeout, String backupWorkgroup, Boolean hideSupervisors,
                                OpeningHours openingHours) implements BusRecord {

    /** Complete settings in which nobody of this name is a member or a supervisor. */
    public WorkgroupSettings without(String user) {
        return new WorkgroupSettings(name, description, welcome, open, enabled, strategy,
                members.stream().filter(member -> !member.username().equals(user)).toList(),
                supervisors.stream().filter(supervisor -> !supervisor.equals(user)).toList(), maxChats, offerTimeout, requestTimeout,
                rejectionTimeout, invitationTimeout, missedOffers, skillTimeout, visitorTimeout, backupWorkgroup, hideSupervisors,
                openingHours);
    }

    /** {@code skills}: what questions may ask for, compared without regard to case. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Member(String username, List<String> skills, Integer maxChats) {
    }

    /**
     * @param timeZone   an IANA name
     * @param weekly     by day ({@code monday} …); a day that is missing is closed
     * @param exceptions days that differ; no hours: closed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OpeningHours(String timeZone, Map<String, List<Hours>> weekly, List<Exception> exceptions) {
    }

    /** {@code HH:MM}, {@code to} may be {@code 24:00}. */
    public record Hours(String from, String to) {
    }

    public record Exception(String date, List<Hours> hours) {
    }
}
