package io.parley.fastpath;

import java.util.Optional;
import java.util.stream.Stream;

/** How an expert stands to one offer: the seed's drawing of the expert. */
public enum ExpertState {
    START("start"),
    OFFER_PENDING("offer-pending"),
    CHAT_PENDING("chat-pending"),
    CHAT_ROOM("chat-room");

    /** What changes it. REVOKE: the offer, accepted or not, or the chat is taken away. INVITE: the room is there, the expert asked in. */
    public enum Move { OFFER, ACCEPT, REJECT, REVOKE, INVITE, LEAVE }

    public static final Transitions<ExpertState, Move> TABLE = Transitions.of(ExpertState.class, Move.class)
            .on(Move.OFFER, START, OFFER_PENDING)
            .on(Move.ACCEPT, OFFER_PENDING, CHAT_PENDING)
            .on(Move.REJECT, OFFER_PENDING, START)
            .on(Move.INVITE, CHAT_PENDING, CHAT_ROOM)
            .on(Move.REVOKE, OFFER_PENDING, START)
            .on(Move.REVOKE, CHAT_PENDING, START)
            .on(Move.REVOKE, CHAT_ROOM, START)
            .on(Move.LEAVE, CHAT_ROOM, START)
            .orElse(Move.ACCEPT, "offer-gone")
            .orElse(Move.REJECT, "offer-gone")
            .orElse(Move.INVITE, "offer-gone")
            .orElse(Move.LEAVE, "not-in-chat")
            .build();

    private final String code;

    ExpertState(String code) {
        this.code = code;
    }

    /** As clients and the database have it. */
    public String code() {
        return code;
    }

    /** Empty when no state has this code. */
    public static Optional<ExpertState> of(String code) {
        return Stream.of(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
