package io.parley.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What one receiver was told, each message where it came first: a second event with the same id is the same message. */
final class Arrivals {
    private final String receiver;
    private final Map<Saying, Said> first = new LinkedHashMap<>();
    private final List<Said> again = new ArrayList<>();
    private int repeated;

    Arrivals(String receiver) {
        this.receiver = receiver;
    }

    String receiver() {
        return receiver;
    }

    synchronized void came(Said said) {
        Said before = first.putIfAbsent(said.saying(), said);
        if (before != null && Objects.equals(before.id(), said.id())) {
            repeated++;
        } else if (before != null) {
            again.add(said);
        }
    }

    /** In the order of their first arrivals, by who said them to whom. */
    synchronized Map<String, List<Said>> lanes() {
        return first.values().stream().collect(Collectors.groupingBy(said -> said.saying().lane()));
    }

    synchronized Said of(Saying saying) {
        return first.get(saying);
    }

    /** The same words under another id: sent twice. */
    synchronized List<Said> twice() {
        Set<Saying> told = new HashSet<>();
        return again.stream().filter(said -> told.add(said.saying())).toList();
    }

    synchronized int count() {
        return first.size();
    }

    /** Events that told nothing new. */
    synchronized int repeated() {
        return repeated;
    }
}
