package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;

/** What the queue answers, in the contract's field names. Times are ISO 8601 in UTC, waits in seconds. */
public sealed interface FastpathReply extends BusRecord {

    /**
     * A question was taken in, or the workgroup is closed: then the request has ended already and takes nothing but a message.
     *
     * @param workgroup the workgroup's JID
     * @param verified  whether a logged-in user asked, who has tokens already
     */
    record Asked(String id, String state, String workgroup, Integer position, Integer estimatedWait, boolean closed, boolean verified,
                 String welcome) implements FastpathReply {
    }

    /**
     * How a request stands.
     *
     * @param state              start, queued or chat-room
     * @param reason             why it is back at the start; null before
     * @param available          whether the workgroup is open
     * @param queuePosition      1 is next; null outside of the queue
     * @param queueRemainingTime seconds, estimated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Standing(String id, String workgroupJID, boolean inQueue, boolean available, Integer queuePosition, Integer queueRemainingTime,
                    String state, String reason, String mucRoom, String url, String userID) implements FastpathReply {
    }

    /** The visitor is in the room. */
    record Entered(String mucRoom, String nickname, String url) implements FastpathReply {
    }

    record Said(List<SaidMessage> messages) implements FastpathReply {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SaidMessage(String id, String stanzaId, String type, String from, String body, @JsonRawValue String data, String timestamp) {
    }

    record Workgroups(List<Workgroup> workgroups) implements FastpathReply {
    }

    /** {@code status}: open or closed. {@code nextOpening}: null while open, or when none is known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Workgroup(String name, String jid, String description, String welcome, boolean open, String status, String nextOpening,
                     int expertsAvailable, int waiting, int estimatedWait) implements FastpathReply {
    }

    record AllSettings(List<WorkgroupSettings> workgroups) implements FastpathReply {
    }

    /** {@code workgroup}: the JIDs, as the older API had them. */
    record Assists(List<String> workgroup, List<Assist> assists) implements FastpathReply {
    }

    /** @param offers those that wait for this expert's answer, and chats that go on, by the request's id */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Assist(String name, String jid, boolean expert, boolean supervisor, boolean joined, boolean available, int maxChats,
                  List<OpenOffer> offers) {
    }

    /** {@code state}: offer-pending, chat-pending or chat-room; {@code expires} of a pending one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OpenOffer(String id, String state, String from, @JsonRawValue String metaData, String expires, String kind, String mucRoom,
                     String url) {
    }

    record Queues(List<Queue> queue) implements FastpathReply {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Queue(String name, String status, int averageWaitTime, String oldestEntry, int maxChats, int currentChats, int waiting,
                 List<Waiting> users) {
    }

    /** {@code queuePosition}: 1 is next. */
    record Waiting(String id, String userID, int queuePosition, int estimatedTime, String joinDate) {
    }

    /** {@code after}: the page's last id, null when there are no more. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Requests(List<Request> requests, String after) implements FastpathReply {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(String id, String workgroup, String state, String reason, String from, String userID, @JsonRawValue String metaData,
                   List<String> experts, String askedAt, String acceptedAt, String endedAt, String mucRoom, String message) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Transcript(String id, String workgroup, String userID, String question, List<String> experts, String askedAt, String endedAt,
                      List<SaidMessage> messages) implements FastpathReply {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Statistics(String workgroup, String from, String to, long asked, long accepted, long rejected, long missed, long abandoned,
                      long unanswered, double averageWait, double averageDuration, List<ExpertStatistics> experts) implements FastpathReply {
    }

    record ExpertStatistics(String expert, long offered, long accepted, long rejected, long missed, double averageDuration) {
    }
}
