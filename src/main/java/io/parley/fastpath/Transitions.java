package io.parley.fastpath;

import io.parley.bus.Problem;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which event leads from which state to which: one table, and nothing happens that is not in it.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class Transitions<S extends Enum<S>, E extends Enum<E>> {
    private static final String WRONG_STATE = "wrong-state";

    private final Class<S> states;
    private final Map<E, Map<S, S>> table;
    private final Map<E, String> codes;

    private Transitions(Builder<S, E> builder) {
        this.states = builder.states;
        this.table = new EnumMap<>(builder.table);
        this.codes = new EnumMap<>(builder.codes);
    }

    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(Class<S> states, Class<E> events) {
        return new Builder<>(states, events);
    }

    /** The state that the event leads to; empty when it is not allowed. */
    public Optional<S> after(S state, E event) {
        return Optional.ofNullable(table.getOrDefault(event, Map.of()).get(state));
    }

    /** From which states the event is allowed: what a conditional update of a row asks for. */
    public Set<S> before(E event) {
        Set<S> allowed = EnumSet.noneOf(states);
        allowed.addAll(table.getOrDefault(event, Map.of()).keySet());
        return Collections.unmodifiableSet(allowed);
    }

    /**
     * The state that the event leads to.
     *
     * @throws io.parley.bus.ProblemException 409 with the event's own code, {@code wrong-state} without one, when it is not allowed
     */
    public S require(S state, E event) {
        return after(state, event).orElseThrow(() -> Problem.conflict(codes.getOrDefault(event, WRONG_STATE),
                "In the state " + words(state) + " there is no " + words(event) + ".").exception());
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The table in the making; each pair of state and event leads to one state. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final Class<S> states;
        private final Map<E, Map<S, S>> table;
        private final Map<E, String> codes;

        private Builder(Class<S> states, Class<E> events) {
            this.states = states;
            this.table = new EnumMap<>(events);
            this.codes = new EnumMap<>(events);
        }

        public Builder<S, E> on(E event, S from, S to) {
            S other = table.computeIfAbsent(event, any -> new EnumMap<>(states)).put(from, to);
            if (other != null) {
                throw new IllegalArgumentException(event + " leads from " + from + " to " + other + " already");
            }
            return this;
        }

        /** The code of the 409 where the event is not allowed. */
        public Builder<S, E> orElse(E event, String code) {
            codes.put(event, code);
            return this;
        }

        public Transitions<S, E> build() {
            return new Transitions<>(this);
        }
    }
}
