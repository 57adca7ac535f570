package io.parley.store.fastpath;

import io.vertx.sqlclient.Row;

/**
 * A question offered to an expert, and the chat that became of it.
 *
 * @param kind      request, invite or transfer
 * @param inviter   the expert who invited or handed over; null for a request
 * @param reason    the inviter's words; null for a request
 * @param outcome   how it came back to start; null before
 * @param dueAt     milliseconds since 1970: until then an answer, or later the expert in the room, is waited for; null for ever
 * @param enteredAt when the expert came into the room
 */
public record OfferRow(String id, String requestId, String workgroup, String expert, String kind, String inviter, String reason,
                       String state, String outcome, Long dueAt, Long enteredAt) {
    public static final String REQUEST = "request";
    public static final String INVITE = "invite";
    public static final String TRANSFER = "transfer";
    static final String COLUMNS = "id, request_id, workgroup, expert, kind, inviter, reason, state, outcome, due_at, entered_at";

    static OfferRow of(Row row) {
        return new OfferRow(row.getString(0), row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), row.getString(7), row.getString(8), row.getLong(9), row.getLong(10));
    }

    /** A place of the expert's is taken by it. */
    public boolean isAccepted() {
        return state.equals("chat-pending") || state.equals("chat-room");
    }

    public boolean isRequest() {
        return kind.equals(REQUEST);
    }
}
