package io.parley.bus;

/**
 * What is asked of the queue at {@link Addresses#FASTPATH}, each in a {@link FastpathAsk} that names the caller. The answer is named
 * beside it. A {@code workgroup} is its name, its JID, or the local part of that.
 */
public sealed interface FastpathCommand extends BusRecord {

    /** About one request: for whoever asked it, with the token of the request or as the user that they are, and for the master secret. */
    sealed interface OfRequest extends FastpathCommand {
        String id();
    }

    /** About one expert's desk: for that user, and for the master secret. */
    sealed interface OfDesk extends FastpathCommand {
        String user();
    }

    /** For admins and the master secret alone. */
    sealed interface OfAdmins extends FastpathCommand {
    }

    // ---- whoever asks --------------------------------------------------------------------------------------------------------

    /**
     * Asks a workgroup. {@link FastpathReply.Asked}; 409 {@code already-asked}, 429 {@code too-many-asks}, 404 {@code unknown-workgroup},
     * 401 where the workgroup is not for everybody, 400 with the fields that are wrong.
     *
     * @param userId   who the asker claims to be
     * @param metaData the whole JSON object that the asker gave, encoded
     * @param address  the client's network address
     * @param streamId the session of a logged-in asker; null for a visitor
     * @param key      the Idempotency-Key, or null: 409 {@code idempotency-conflict} when it was given with another question
     */
    record Ask(String workgroup, String userId, String email, String question, String metaData, String address, String streamId, String key)
            implements FastpathCommand {
    }

    /** {@link FastpathReply.Standing}; {@code key} is the request's id, for the master secret also a userID, whose newest request it is. */
    record FindRequest(String key) implements FastpathCommand {
    }

    /** As {@link FindRequest}, answered when the request is no longer in the queue, or after {@code seconds}. */
    record AwaitInvitation(String id, int seconds) implements OfRequest {
    }

    /** The visitor joins the room. {@link FastpathReply.Entered}; 409 {@code not-invited}, {@code request-ended}. */
    record EnterRoom(String id, String nickname) implements OfRequest {
    }

    /** The visitor writes, and joins before where that has not happened. {@link SessionReply.Sent} when the room has reflected it. */
    record SayInRoom(String id, Payload payload, String key) implements OfRequest {
    }

    /** {@code state}: composing, paused, active, inactive or gone (XEP-0085). {@link Done}. */
    record TypeInRoom(String id, String state) implements OfRequest {
    }

    /** What was said in the room so far. {@link FastpathReply.Said}. */
    record ListSaid(String id) implements OfRequest {
    }

    /** Leaves the queue or the room, whatever the state. {@link Done}. */
    record CancelRequest(String id) implements OfRequest {
    }

    /** Leaves a message for the experts. {@link Done}; 409 {@code request-open} while the request still waits or is answered. */
    record LeaveMessage(String id, String text) implements OfRequest {
    }

    /** A visitor's event stream begins, on {@code node}. {@link SessionReply.Attached}. */
    record AttachVisitor(String id, String stream, String lastEventId, String node) implements OfRequest {
    }

    /** The request's log after a sequence. {@link SessionReply.Events}. */
    record ReadVisitorEvents(String id, long after, int max) implements OfRequest {
    }

    /** A visitor's event stream has ended. {@link Done}. */
    record DetachVisitor(String id, String stream) implements OfRequest {
    }

    // ---- for everybody, and for who administers ------------------------------------------------------------------------------

    /** {@link FastpathReply.Workgroups}. */
    record ListWorkgroups() implements FastpathCommand {
    }

    /** {@link FastpathReply.Workgroup}. */
    record GetWorkgroup(String workgroup) implements FastpathCommand {
    }

    /** {@link WorkgroupSettings}; 409 {@code workgroup-exists}. What is null in the settings takes its default. */
    record CreateWorkgroup(WorkgroupSettings settings) implements OfAdmins {
    }

    /** {@link WorkgroupSettings}. */
    record GetSettings(String workgroup) implements OfAdmins {
    }

    /** {@link FastpathReply.AllSettings}. */
    record ListSettings() implements OfAdmins {
    }

    /** {@link WorkgroupSettings} as they are now; what is null in the change stays as it is. */
    record ChangeWorkgroup(String workgroup, WorkgroupSettings change) implements OfAdmins {
    }

    /** {@link Done}; its requests end. */
    record DeleteWorkgroup(String workgroup) implements OfAdmins {
    }

    /** Nobody of this name is an expert or a supervisor of any workgroup any more. {@link Done}. */
    record DismissUser(String user) implements OfAdmins {
    }

    // ---- experts: {@code user} is whose desk it is, whom the caller may act for ----------------------------------------------

    /** {@link FastpathReply.Assists}. */
    record ListAssists(String user) implements OfDesk {
    }

    /** {@link FastpathReply.Queues}. */
    record ListQueues(String user) implements OfDesk {
    }

    /** Joins as an expert. {@link Done}; 403 {@code not-a-member}. {@code maxChats}: null keeps what was. */
    record JoinWorkgroup(String user, String workgroup, Integer maxChats) implements OfDesk {
    }

    /** {@link Done}; idempotent. */
    record LeaveWorkgroup(String user, String workgroup) implements OfDesk {
    }

    /** {@link Done}; 409 {@code offer-gone} when it is no longer theirs. {@code workgroup}: null for any. */
    record AcceptOffer(String user, String workgroup, String id) implements OfDesk {
    }

    /** {@link Done}; 409 {@code offer-gone}. */
    record RejectOffer(String user, String workgroup, String id) implements OfDesk {
    }

    /** Hands the chat over to an expert or to a workgroup. {@link Done}; 409 {@code not-in-chat}, {@code expert-unavailable}. */
    record TransferChat(String user, String workgroup, String id, String to, String reason) implements OfDesk {
    }

    /** Asks a further expert, or any user, into the room. {@link Done}. */
    record InviteToChat(String user, String workgroup, String id, String to, String reason) implements OfDesk {
    }

    /** {@link FastpathReply.Requests}, newest first. {@code state}: queued, chat-room, start or null; {@code after}: an id of a page before. */
    record ListRequests(String workgroup, String state, String from, String to, String after, int limit) implements FastpathCommand {
    }

    /** {@link FastpathReply.Transcript}. */
    record GetTranscript(String workgroup, String id) implements FastpathCommand {
    }

    /** {@link FastpathReply.Statistics}. Times are ISO 8601; null is the last 24 hours. */
    record GetStatistics(String workgroup, String from, String to) implements FastpathCommand {
    }

    // ---- sessions ------------------------------------------------------------------------------------------------------------

    /**
     * A session tells how its user stands. {@link Done}.
     *
     * @param streamId  where the user's events go
     * @param presence  what became of the session or of its presence
     */
    record Attend(String user, String streamId, Attendance presence) implements FastpathCommand {
    }

    /** LOGGED_IN: a new session, which joins its workgroups. */
    enum Attendance { LOGGED_IN, AVAILABLE, AWAY, GONE }
}
