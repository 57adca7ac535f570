package io.parley.fastpath.routing;

import java.util.Set;

/**
 * An expert who may be offered a question now.
 *
 * @param username    of the expert
 * @param chats       chats that go on
 * @param lastOffer   when the expert was offered a question of this workgroup last, milliseconds since 1970; 0 for never
 * @param lastChatEnd when the expert's last chat ended; 0 for never
 * @param refused     whether the expert has refused or missed this very question before
 * @param skills      in lower case
 */
public record Candidate(String username, int chats, long lastOffer, long lastChatEnd, boolean refused, Set<String> skills) {
}
