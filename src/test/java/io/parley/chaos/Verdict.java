package io.parley.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Holds what was answered 200 against what arrived. */
final class Verdict {
    private final List<Said> answered;
    private final Map<String, ? extends Collection<Arrivals>> receivers;
    private final Diary diary;

    /** @param receivers who must be told what is said to a user or to a room, by its name */
    Verdict(List<Said> answered, Map<String, ? extends Collection<Arrivals>> receivers, Diary diary) {
        this.answered = answered;
        this.receivers = receivers;
        this.diary = diary;
    }

    /** How many messages have not arrived where they should have. */
    long outstanding() {
        return answered.stream().mapToLong(said -> receivers.get(said.saying().to()).stream()
                .filter(receiver -> receiver.of(said.saying()) == null).count()).sum();
    }

    /** What is wrong, with what was done to the cluster around that time; empty for nothing. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        answered.forEach(said -> receivers.get(said.saying().to()).forEach(receiver -> missing(said, receiver, faults)));
        receivers.values().stream().flatMap(Collection::stream).distinct().forEach(receiver -> {
            receiver.twice().forEach(said -> faults.add(told("came twice, first as " + receiver.of(said.saying()).id(), said, receiver)));
            receiver.lanes().values().forEach(lane -> order(lane, receiver, faults));
        });
        return faults;
    }

    private void missing(Said said, Arrivals receiver, List<String> faults) {
        Said came = receiver.of(said.saying());
        if (came == null) {
            faults.add(told("was answered 200 and never came", said, receiver));
        } else if (!said.id().equals(came.id())) {
            faults.add(told("was answered 200 as " + said.id() + " and came under another id", came, receiver));
        }
    }

    private void order(List<Said> lane, Arrivals receiver, List<String> faults) {
        int last = 0;
        for (Said said : lane) {
            if (said.saying().number() < last) {
                faults.add(told("came after number " + last, said, receiver));
            }
            last = Math.max(last, said.saying().number());
        }
    }

    private String told(String what, Said said, Arrivals receiver) {
        return "[" + said.saying() + "] (" + said.id() + ", at " + Fault.seconds(said.at()) + ") for " + receiver.receiver() + " " + what
                + "\n      " + String.join("\n      ", diary.around(said.at()));
    }
}
