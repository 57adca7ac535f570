package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every event, against the drawings, which are written down here once more by the wire's names. */
class StatesTest {
    private static final Map<String, String> USER = Map.of(
            "start JOIN", "queued",
            "queued STATUS", "queued",
            "queued LEAVE", "start",
            "queued INVITATION", "chat-room",
            "chat-room RETURN", "queued",
            "chat-room LEAVE", "start");
    private static final Map<UserState.Move, String> USER_CODES = Map.of(
            UserState.Move.JOIN, "already-asked",
            UserState.Move.STATUS, "wrong-state",
            UserState.Move.LEAVE, "request-ended",
            UserState.Move.INVITATION, "wrong-state",
            UserState.Move.RETURN, "not-in-chat");
    private static final Map<String, String> EXPERT = Map.of(
            "start OFFER", "offer-pending",
            "offer-pending ACCEPT", "chat-pending",
            "offer-pending REJECT", "start",
            "offer-pending REVOKE", "start",
            "chat-pending INVITE", "chat-room",
            "chat-pending REVOKE", "start",
            "chat-room REVOKE", "start",
            "chat-room LEAVE", "start");
    private static final Map<ExpertState.Move, String> EXPERT_CODES = Map.of(
            ExpertState.Move.OFFER, "wrong-state",
            ExpertState.Move.ACCEPT, "offer-gone",
            ExpertState.Move.REJECT, "offer-gone",
            ExpertState.Move.REVOKE, "wrong-state",
            ExpertState.Move.INVITE, "offer-gone",
            ExpertState.Move.LEAVE, "not-in-chat");

    static Stream<Arguments> userMoves() {
        return Stream.of(UserState.values()).flatMap(state -> Stream.of(UserState.Move.values()).map(move -> Arguments.of(state, move)));
    }

    static Stream<Arguments> expertMoves() {
        return Stream.of(ExpertState.values())
                .flatMap(state -> Stream.of(ExpertState.Move.values()).map(move -> Arguments.of(state, move)));
    }

    @ParameterizedTest
    @MethodSource("userMoves")
    void theAskerMovesAsDrawn(UserState state, UserState.Move move) {
        String next = USER.get(state.code() + " " + move);
        if (next != null) {
            assertEquals(next, UserState.TABLE.require(state, move).code());
        } else {
            Problem refused = assertThrows(ProblemException.class, () -> UserState.TABLE.require(state, move)).problem();
            assertEquals(409, refused.status());
            assertEquals(USER_CODES.get(move), refused.code());
        }
    }

    @ParameterizedTest
    @MethodSource("expertMoves")
    void theExpertMovesAsDrawn(ExpertState state, ExpertState.Move move) {
        String next = EXPERT.get(state.code() + " " + move);
        if (next != null) {
            assertEquals(next, ExpertState.TABLE.require(state, move).code());
        } else {
            Problem refused = assertThrows(ProblemException.class, () -> ExpertState.TABLE.require(state, move)).problem();
            assertEquals(409, refused.status());
            assertEquals(EXPERT_CODES.get(move), refused.code());
        }
    }

    @Test
    void whatAConditionalUpdateAsksForIsWhatTheDrawingsAllow() {
        for (UserState.Move move : UserState.Move.values()) {
            assertEquals(sources(USER, move), UserState.TABLE.before(move).stream().map(UserState::code).collect(Collectors.toSet()));
        }
        for (ExpertState.Move move : ExpertState.Move.values()) {
            assertEquals(sources(EXPERT, move), ExpertState.TABLE.before(move).stream().map(ExpertState::code).collect(Collectors.toSet()));
        }
    }

    @Test
    void aStateIsFoundByItsCode() {
        Stream.of(UserState.values()).forEach(state -> assertEquals(Optional.of(state), UserState.of(state.code())));
        Stream.of(ExpertState.values()).forEach(state -> assertEquals(Optional.of(state), ExpertState.of(state.code())));
        assertEquals(Optional.empty(), UserState.of("offer-pending"));
        assertEquals(Optional.empty(), ExpertState.of("queued"));
    }

    private static Set<String> sources(Map<String, String> drawing, Enum<?> move) {
        return drawing.keySet().stream().filter(pair -> pair.endsWith(" " + move)).map(pair -> pair.split(" ")[0])
                .collect(Collectors.toSet());
    }
}
