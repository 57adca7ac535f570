package io.parley.fastpath;

import java.util.Optional;
import java.util.stream.Stream;

/** How somebody who asks stands: the seed's drawing of the user. */
public enum UserState {
    START("start"),
    QUEUED("queued"),
    CHAT_ROOM("chat-room");

    /**
     * What changes it. LEAVE: for whatever reason the question ends. RETURN: back to the place in the queue, for the invitation was not
     * taken up in time or the chat is handed to another workgroup.
     */
    public enum Move { JOIN, STATUS, LEAVE, INVITATION, RETURN }

    public static final Transitions<UserState, Move> TABLE = Transitions.of(UserState.class, Move.class)
            .on(Move.JOIN, START, QUEUED)
            .on(Move.STATUS, QUEUED, QUEUED)
            .on(Move.INVITATION, QUEUED, CHAT_ROOM)
            .on(Move.RETURN, CHAT_ROOM, QUEUED)
            .on(Move.LEAVE, QUEUED, START)
            .on(Move.LEAVE, CHAT_ROOM, START)
            .orElse(Move.JOIN, "already-asked")
            .orElse(Move.LEAVE, "request-ended")
            .orElse(Move.RETURN, "not-in-chat")
            .build();

    private final String code;

    UserState(String code) {
        this.code = code;
    }

    /** As clients and the database have it. */
    public String code() {
        return code;
    }

    /** Empty when no state has this code. */
    public static Optional<UserState> of(String code) {
        return Stream.of(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
