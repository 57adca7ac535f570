package io.parley.bus;

/** What is asked at {@link Addresses#ADMIN}: for admins and the master secret alone. One interface below this for each resource. */
public sealed interface AdminCommand extends BusRecord permits AuditCommand, BookmarkCommand, ClusterCommand, GroupCommand,
        LiveSessionCommand, PropertyCommand, RoomCommand, RosterCommand, SipCommand, UserCommand, VCardCommand {
    /** What is written down before the command is carried out; null for one that only reads. */
    default Deed deed() {
        return null;
    }
}
