package io.parley.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what was given under names that do not exist: a misspelt key must not go unnoticed and its default rule in silence. */
final class Strays {
    private final Collection<Key> known;
    private final List<String> otherVariables;

    /** @param otherVariables variables with Parley's prefix that are no keys */
    Strays(Collection<Key> known, List<String> otherVariables) {
        this.known = known;
        this.otherVariables = otherVariables;
    }

    List<String> faults(Map<String, JsonNode> file, Map<String, String> environment) {
        List<String> faults = new ArrayList<>();
        List<String> keys = known.stream().map(Key::name).toList();
        file.forEach((name, value) -> {
            boolean group = keys.stream().anyMatch(key -> key.startsWith(name + "."));
            if (group && !value.isNull()) {
                faults.add(name + ": is a group of keys, not a value");
            } else if (!group && !keys.contains(name)) {
                faults.add(name + ": there is no such key; did you mean " + nearest(name, keys) + "?");
            }
        });
        List<String> variables = known.stream().flatMap(key -> Stream.of(key.environment(), key.shortEnvironment()))
                .filter(variable -> variable != null).toList();
        new TreeSet<>(environment.keySet()).stream()
                .filter(name -> name.startsWith(Key.PREFIX) && !variables.contains(name) && !otherVariables.contains(name))
                .forEach(name -> faults.add(name + ": there is no such variable; did you mean " + nearest(name, variables) + "?"));
        return faults;
    }

    private static String nearest(String name, List<String> names) {
        return names.stream().min(Comparator.comparingInt(candidate -> distance(name, candidate))).orElseThrow();
    }

    /** Levenshtein's: how many letters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
