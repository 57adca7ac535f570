package io.parley.store.fastpath;

import io.vertx.sqlclient.Row;

/**
 * A request as the database has it; times are milliseconds since 1970, null for what has not happened.
 *
 * @param seq      its place: the order of arrival
 * @param offered  whether offers are open
 * @param takenBy  the expert who accepted
 * @param visitor  the asker's bare JID in rooms
 * @param keeper   the workgroup that made the room, once it has been made
 * @param username the account of a logged-in asker, else null
 */
public record RequestRow(String id, long seq, String workgroup, String state, boolean offered, String takenBy, String reason, String visitor,
                         String username, String streamId, String userId, String nickname, String metaData, long askedAt, long dueAt,
                         Long takenAt, Long invitedAt, Long enteredAt, int overflows, boolean roomOpen, String keeper,
                         Long absentSince, String message) {
    static final String COLUMNS = "id, seq, workgroup, state, offered, taken_by, reason, visitor, username, stream_id, user_id, nickname,"
            + " meta_data, asked_at, due_at, taken_at, invited_at, entered_at, overflows, room_open,"
            + " keeper, absent_since, message";

    static RequestRow of(Row row) {
        return new RequestRow(row.getString(0), row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5),
                row.getString(6), row.getString(7), row.getString(8), row.getString(9), row.getString(10), row.getString(11),
                row.getString(12), row.getLong(13), row.getLong(14), row.getLong(15), row.getLong(16), row.getLong(17), row.getInteger(18),
                row.getBoolean(19), row.getString(20), row.getLong(21), row.getString(22));
    }
}
