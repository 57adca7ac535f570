package io.parley.bus;

import io.parley.bus.RoomReply.ChatRoom;
import java.util.List;

/**
 * Rooms, as an admin makes and changes them. {@code name} is a room's name without its service, {@code service} the name of a room service
 * or its whole domain; null is the configured one. {@code affiliation} is owner, admin, member or outcast. Unknown rooms and services are
 * 404 {@code unknown-room} and {@code unknown-service}.
 */
public sealed interface RoomCommand extends AdminCommand {

    /**
     * {@link RoomReply.ChatRooms}, by name.
     *
     * @param hidden      whether hidden rooms are listed too
     * @param search      part of a room's name or natural name; null for all
     * @param wholeGroups whether those who are in a room's lists through a group alone are listed too
     * @param after       lists the rooms behind this name; null for the first
     * @param limit       how many at the most; null for all
     */
    record ListChatRooms(String service, boolean hidden, String search, boolean wholeGroups, String after, Integer limit)
            implements RoomCommand {
    }

    /** {@link ChatRoom}. */
    record ReadChatRoom(String name, String service, boolean wholeGroups) implements RoomCommand {
    }

    /** {@link Done}; 409 {@code room-exists}. Null in {@code room} is the default. Nothing is left of one that could not be made. */
    record MakeChatRoom(String service, ChatRoom room, boolean invite) implements RoomCommand {
        @Override
        public Deed deed() {
            return Deed.of("room created", String.valueOf(room.roomName()));
        }
    }

    /** {@link Done}. What is null in {@code room} stays as it is; lists are replaced. */
    record ChangeChatRoom(String name, String service, ChatRoom room, boolean invite) implements RoomCommand {
        @Override
        public Deed deed() {
            return Deed.of("room changed", name);
        }
    }

    /** {@link Done}. */
    record DestroyChatRoom(String name, String service) implements RoomCommand {
        @Override
        public Deed deed() {
            return Deed.of("room deleted", name);
        }
    }

    /** {@link RoomReply.Occupants}: those with the role of a participant alone, where the server tells roles. */
    record ReadParticipants(String name, String service) implements RoomCommand {
    }

    /** {@link RoomReply.Occupants}. */
    record ReadOccupants(String name, String service) implements RoomCommand {
    }

    /** {@link RoomReply.History}, the newest {@code limit} messages, the oldest of them first. */
    record ReadHistory(String name, String service, int limit) implements RoomCommand {
    }

    /** {@link Done}. {@code invitees}: users, JIDs or groups. */
    record InviteToChatRoom(String name, String service, List<String> invitees, String reason) implements RoomCommand {
        @Override
        public Deed deed() {
            return new Deed("invited to a room", name, String.join(", ", invitees));
        }
    }

    /** {@link RoomReply.Affiliates}. */
    record ReadAffiliates(String name, String service, String affiliation, boolean wholeGroups) implements RoomCommand {
    }

    /** {@link Done}. {@code replace}: whoever else has the affiliation loses it. */
    record PutAffiliates(String name, String service, String affiliation, List<String> jids, boolean replace, boolean invite)
            implements RoomCommand {
        @Override
        public Deed deed() {
            return new Deed(replace ? "affiliations replaced" : "affiliations given", name, affiliation + ": " + String.join(", ", jids));
        }
    }

    /** {@link Done}; 409 {@code no-affiliation} for who does not have it directly. */
    record RemoveAffiliate(String name, String service, String affiliation, String jid) implements RoomCommand {
        @Override
        public Deed deed() {
            return new Deed("affiliation taken", name, affiliation + ": " + jid);
        }
    }

    /** {@link Done}; 404 {@code unknown-group}. The group's members have the affiliation for as long as they are members. */
    record AffiliateGroup(String name, String service, String affiliation, String group, boolean invite) implements RoomCommand {
        @Override
        public Deed deed() {
            return new Deed("affiliation given to a group", name, affiliation + ": " + group);
        }
    }

    /** {@link Done}; 409 {@code no-affiliation} for a group that does not have it. */
    record RemoveGroup(String name, String service, String affiliation, String group) implements RoomCommand {
        @Override
        public Deed deed() {
            return new Deed("affiliation taken from a group", name, affiliation + ": " + group);
        }
    }

    /** {@link RoomReply.Services}. */
    record ListRoomServices() implements RoomCommand {
    }
}
