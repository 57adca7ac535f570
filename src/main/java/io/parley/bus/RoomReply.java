package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What an admin reads of rooms, in the contract's field names. */
public sealed interface RoomReply extends BusRecord {

    /**
     * A room with its options and lists; what the server does not tell is null. In a command null is what is not spoken of.
     *
     * @param creationDate     milliseconds since 1970
     * @param modificationDate milliseconds since 1970
     * @param maxUsers         0 is no limit
     * @param allowPM          anyone, participants, moderators or none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChatRoom(String roomName, String naturalName, String description, String password, String subject, Long creationDate,
                    Long modificationDate, Integer maxUsers, Boolean persistent, Boolean publicRoom, Boolean registrationEnabled,
                    Boolean canAnyoneDiscoverJID, Boolean canOccupantsChangeSubject, Boolean canOccupantsInvite,
                    Boolean canChangeNickname, Boolean logEnabled, Boolean loginRestrictedToNickname, Boolean membersOnly,
                    Boolean moderated, List<String> broadcastPresenceRoles, List<String> owners, List<String> admins,
                    List<String> members, List<String> outcasts, List<String> ownerGroups, List<String> adminGroups,
                    List<String> memberGroups, List<String> outcastGroups, String allowPM) implements RoomReply {
        /** A record's own words would show the password. */
        @Override
        public String toString() {
            return "ChatRoom[" + roomName + "]";
        }
    }

    record ChatRooms(List<ChatRoom> chatRooms) implements RoomReply {
    }

    record Occupants(List<Occupant> occupants) implements RoomReply {
    }

    /** {@code jid} is the address in the room, {@code userAddress} the real one; null what the server does not tell from outside. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Occupant(String jid, String userAddress, String role, String affiliation) {
    }

    record History(List<Said> message) implements RoomReply {
    }

    /** {@code delay_stamp} is ISO 8601 in UTC. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Said(String to, String from, String type, String body, String delay_stamp, String delay_from) {
    }

    record Affiliates(List<String> jids) implements RoomReply {
    }

    record Services(List<ChatService> chatService) implements RoomReply {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChatService(String serviceName, String description, boolean hidden) {
    }
}
