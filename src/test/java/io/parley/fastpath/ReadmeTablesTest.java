package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.WorkgroupSettings;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README's tables are those by which the queue works: a row more or less, or another default, is told here. */
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

    @Test
    void tellEverySettingWithItsDefault() throws IOException {
        WorkgroupSettings onlyNamed = Json.decodeValue("{\"name\":\"named\"}", WorkgroupSettings.class);
        JsonObject defaults = new JsonObject(Json.encode(new SettingsRules().complete(onlyNamed)));
        Map<String, String> expected = new TreeMap<>(Map.of("name", "", "openingHours", "always"));
        defaults.remove("name");
        defaults.forEach(setting -> expected.put(setting.getKey(), inWords(setting.getValue())));
        Map<String, String> written = rows("WorkgroupSettings").stream().map(line -> line.split("\\|")).collect(Collectors.toMap(
                cells -> cells[1].replace("`", "").strip(), cells -> cells[2].replace("`", "").replace(" s ", "").strip(),
                (one, other) -> "twice", TreeMap::new));
        assertEquals(expected, written);
    }

    private static String inWords(Object value) {
        return "".equals(value) ? "empty" : new JsonArray().equals(value) ? "none" : value.toString();
    }

    private static <S extends Enum<S>, E extends Enum<E>> Set<String> coded(Transitions<S, E> table, S[] states, E[] events,
                                                                           Function<S, String> code) {
        return Stream.of(states).flatMap(state -> Stream.of(events).flatMap(event -> table.after(state, event).stream()
                        .map(next -> code.apply(state) + ", " + event.name().toLowerCase(Locale.ROOT) + ", " + code.apply(next))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> written(String table) throws IOException {
        List<String> rows = rows(table);
        Set<String> written = rows.stream().map(ReadmeTablesTest::row).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rows.size(), written.size(), "a row of " + table + " is there twice");
        return written;
    }

    private static List<String> rows(String table) throws IOException {
        List<String> lines = Files.readAllLines(README);
        int mark = lines.indexOf("<!-- table: " + table + " -->");
        return lines.subList(mark + 1, lines.size()).stream().takeWhile(line -> line.startsWith("|")).skip(HEADING).toList();
    }

    /** What stands behind the event's name explains it. */
    private static String row(String line) {
        String[] cells = line.split("\\|");
        return cells[1].strip() + ", " + cells[2].split(":")[0].strip() + ", " + cells[3].strip();
    }
}
