package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README's two state tables are those by which the queue works: a row more or less in either is told here. */
class ReadmeTablesTest {
    private static final Path README = Path.of("README.md");
    /** The names of the columns, and the line under them. */
    private static final int HEADING = 2;

    @Test
    void tellHowTheAskerStands() throws IOException {
        assertEquals(coded(UserState.TABLE, UserState.values(), UserState.Move.values(), UserState::code), written("UserState"));
    }

    @Test
    void tellHowAnExpertStandsToAnOffer() throws IOException {
        assertEquals(coded(ExpertState.TABLE, ExpertState.values(), ExpertState.Move.values(), ExpertState::code), written("ExpertState"));
    }

    private static <S extends Enum<S>, E extends Enum<E>> Set<String> coded(Transitions<S, E> table, S[] states, E[] events,
                                                                           Function<S, String> code) {
        return Stream.of(states).flatMap(state -> Stream.of(events).flatMap(event -> table.after(state, event).stream()
                        .map(next -> code.apply(state) + ", " + event.name().toLowerCase(Locale.ROOT) + ", " + code.apply(next))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> written(String table) throws IOException {
        List<String> lines = Files.readAllLines(README);
        int mark = lines.indexOf("<!-- table: " + table + " -->");
        List<String> rows = lines.subList(mark + 1, lines.size()).stream().takeWhile(line -> line.startsWith("|")).skip(HEADING).toList();
        Set<String> written = rows.stream().map(ReadmeTablesTest::row).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rows.size(), written.size(), "a row of " + table + " is there twice");
        return written;
    }

    /** What stands behind the event's name explains it. */
    private static String row(String line) {
        String[] cells = line.split("\\|");
        return cells[1].strip() + ", " + cells[2].split(":")[0].strip() + ", " + cells[3].strip();
    }
}
