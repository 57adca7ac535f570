package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.XmlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is wrong with a workgroup's settings, all at once. */
final class SettingsFaults {
    /** Of more nobody reads, and the answer has an end. */
    private static final int MAX = 100;

    private final List<Fault> faults = new ArrayList<>();

    void add(String pointer, String detail) {
        if (faults.size() < MAX) {
            faults.add(new Fault(pointer, detail));
        }
    }

    void addAll(Collection<Fault> others) {
        others.forEach(fault -> add(fault.pointer(), fault.detail()));
    }

    int between(String pointer, int value, int least, int most) {
        if (value < least || value > most) {
            add(pointer, "must be " + least + " to " + most);
        }
        return value;
    }

    String text(String pointer, String text, int length) {
        if (text.length() > length) {
            add(pointer, "must have at most " + length + " characters");
        }
        if (XmlText.firstIllegal(text) >= 0 || text.chars().anyMatch(SettingsFaults::isControl)) {
            add(pointer, "must have no control characters");
        }
        return text;
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }

    /** @throws io.parley.bus.ProblemException 400 {@code invalid-workgroup} when there are any */
    void raise() {
        if (!faults.isEmpty()) {
            throw new Problem(400, "invalid-workgroup", "The workgroup's settings are not valid.", null, null,
                    List.copyOf(faults)).exception();
        }
    }
}
