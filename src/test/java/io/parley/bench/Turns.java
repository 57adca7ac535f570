package io.parley.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Who takes turns in each round, so that whatever else the machine does hits all; each round begins with another. */
final class Turns {
    private final List<Contender> contenders;
    private int round;

    Turns(List<Contender> contenders) {
        this.contenders = contenders;
    }

    void nextRound() {
        round++;
    }

    /** By name. */
    <T> Map<String, T> each(Function<Contender, T> measure) {
        Map<String, T> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < contenders.size(); i++) {
            Contender contender = contenders.get((round + i) % contenders.size());
            outcomes.put(contender.name(), measure.apply(contender));
        }
        return outcomes;
    }

    static <T> Map<String, Double> values(Map<String, T> outcomes, ToDoubleFunction<T> value) {
        Map<String, Double> values = new LinkedHashMap<>();
        outcomes.forEach((name, outcome) -> values.put(name, value.applyAsDouble(outcome)));
        return values;
    }
}
