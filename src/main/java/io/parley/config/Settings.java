package io.parley.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was given in the file and in the environment, read key by key with its type. A fault is noted and the default taken instead, so
 * that one run tells all faults; the keys that were read are, at the end, the keys that exist.
 */
final class Settings {
    private final Map<String, JsonNode> file;
    private final Map<String, String> environment;
    private final Map<String, String> overrides;
    private final Map<String, Key> known = new LinkedHashMap<>();
    private final Map<String, String> effective = new LinkedHashMap<>();
    private final Set<String> faults = new LinkedHashSet<>();

    Settings(Map<String, JsonNode> file, Map<String, String> environment) {
        this(file, environment, Map.of());
    }

    /** @param overrides what wins over both, by key */
    Settings(Map<String, JsonNode> file, Map<String, String> environment, Map<String, String> overrides) {
        this.file = file;
        this.environment = environment;
        this.overrides = overrides;
    }

    /** A value with the name under which its giver knows it. */
    private record Given(String name, JsonNode value) {
        boolean isBlank() {
            return value.isNull() || value.isTextual() && value.textValue().isBlank();
        }
    }

    /** @param check empty for a value that does not fit {@code wants} */
    String text(String key, String fallback, String wants, Function<String, Optional<String>> check) {
        return noted(key, read(key, wants, check).orElse(fallback), Function.identity());
    }

    /** Given as empty text, a default is taken away. */
    Optional<String> optionalText(String key, Optional<String> fallback, String wants, Function<String, Optional<String>> check) {
        return noted(key, optional(key, fallback, wants, check), value -> value.orElse(null));
    }

    private Optional<String> optional(String key, Optional<String> fallback, String wants, Function<String, Optional<String>> check) {
        Optional<Given> given = given(key);
        if (given.isPresent() && given.get().isBlank()) {
            return given.get().value().isNull() ? fallback : Optional.empty();
        }
        return given.flatMap(one -> checked(one, wants, check, true)).or(() -> fallback);
    }

    /** As {@link #optionalText}; its value is never shown. */
    Optional<String> secret(String key, String wants, Function<String, Optional<String>> check) {
        return noted(key, given(key).filter(given -> !given.isBlank()).flatMap(given -> checked(given, wants, check, false)),
                value -> value.map(hidden -> Setting.HIDDEN).orElse(null));
    }

    Optional<String> existingFile(String key) {
        return noted(key, read(key, "a file that can be read", Checks::existingFile), value -> value.orElse(null));
    }

    int integer(String key, int fallback, int min, int max) {
        return noted(key, read(key, "a whole number from " + min + " to " + max, text -> text.matches("\\d{1,10}")
                ? Optional.of(Long.valueOf(text)).filter(number -> number >= min && number <= max).map(Long::intValue)
                : Optional.empty()).orElse(fallback), String::valueOf);
    }

    boolean bool(String key, boolean fallback) {
        return noted(key, read(key, "true or false", text -> text.equals("true") || text.equals("false")
                ? Optional.of(text.equals("true")) : Optional.empty()).orElse(fallback), String::valueOf);
    }

    <E extends Enum<E>> E choice(String key, E fallback) {
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        String wants = Stream.of(constants).map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "one of ", ""));
        return noted(key, read(key, wants, text -> Stream.of(constants).filter(one -> one.name().equalsIgnoreCase(text)).findFirst())
                .orElse(fallback), chosen -> chosen.name().toLowerCase(Locale.ROOT));
    }

    Duration duration(String key, Duration fallback, Duration min, Duration max) {
        String wants = "a duration such as 500ms, 15s, 5m or 1h, from " + Amounts.text(min) + " to " + Amounts.text(max);
        return noted(key, read(key, wants, text -> Amounts.duration(text)
                .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0)).orElse(fallback), Amounts::text);
    }

    int size(String key, int fallback, int min, int max) {
        String wants = "a size such as 64KiB or 1MiB, from " + Amounts.text(min) + " to " + Amounts.text(max);
        return noted(key, read(key, wants, text -> Amounts.size(text).filter(size -> size >= min && size <= max).map(Long::intValue))
                .orElse(fallback), Amounts::text);
    }

    /** A list in the file, or text with commas; empty by default. */
    List<String> list(String key, String wants, Function<String, Optional<String>> check) {
        return noted(key, elements(key, wants, check), all -> all.isEmpty() ? null : String.join(",", all));
    }

    private List<String> elements(String key, String wants, Function<String, Optional<String>> check) {
        Optional<Given> given = given(key).filter(one -> !one.isBlank());
        if (given.isEmpty()) {
            return List.of();
        }
        return elements(given.get().value()).flatMap(element -> {
            Given one = new Given(given.get().name(), element);
            return checked(one, wants, check, true).stream();
        }).toList();
    }

    /** A variable that is no key, for it is read elsewhere; a wrong value would be passed over there. */
    void variable(String name, List<String> wants) {
        String value = environment.get(name);
        if (value != null && !value.isBlank() && !wants.contains(value)) {
            faults.add(name + ": wants one of " + String.join(", ", wants) + ", not \"" + shown(TextNode.valueOf(value)) + '"');
        }
    }

    /** Under both names of its variable: which of them rules would be a guess. */
    boolean isGivenTwice(String key) {
        return variables(Key.of(key)).stream().filter(environment::containsKey).count() > 1;
    }

    /** Notes what is wrong between keys. */
    void fault(String key, String wants) {
        faults.add(given(key).map(Given::name).orElse(key) + ": " + wants);
    }

    /** What is in effect of every key that was read, in that order; null where nothing is set. */
    Map<String, String> effective() {
        return Collections.unmodifiableMap(effective);
    }

    private <T> T noted(String key, T value, Function<T, String> text) {
        effective.put(key, text.apply(value));
        return value;
    }

    List<Key> known() {
        return List.copyOf(known.values());
    }

    /** @throws ConfigException with every fault, those of keys that do not exist included */
    void finish(List<String> otherVariables) {
        faults.addAll(new Strays(known.values(), otherVariables).faults(file, environment));
        if (!faults.isEmpty()) {
            throw new ConfigException(List.copyOf(faults));
        }
    }

    private <T> Optional<T> read(String key, String wants, Function<String, Optional<T>> check) {
        return given(key).filter(given -> !given.isBlank()).flatMap(given -> checked(given, wants, check, true));
    }

    private <T> Optional<T> checked(Given given, String wants, Function<String, Optional<T>> check, boolean show) {
        Optional<T> value = given.value().isValueNode() ? check.apply(given.value().asText().strip()) : Optional.empty();
        if (value.isEmpty()) {
            faults.add(given.name() + ": wants " + wants + (show ? ", not \"" + shown(given.value()) + '"' : ""));
        }
        return value;
    }

    /** A fault is one line, and a short one. */
    private static String shown(JsonNode value) {
        String text = (value.isValueNode() ? value.asText() : value.toString()).replaceAll("\\p{Cntrl}", " ");
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    private Optional<Given> given(String name) {
        Key key = known.computeIfAbsent(name, Key::of);
        if (overrides.containsKey(name)) {
            return Optional.of(new Given(name, TextNode.valueOf(overrides.get(name))));
        }
        for (String variable : variables(key)) {
            String value = environment.get(variable);
            if (value != null) {
                return Optional.of(new Given(variable + " (" + name + ")", TextNode.valueOf(value)));
            }
        }
        return Optional.ofNullable(file.get(name)).map(value -> new Given(name, value));
    }

    private static List<String> variables(Key key) {
        return key.shortEnvironment() == null ? List.of(key.environment()) : List.of(key.shortEnvironment(), key.environment());
    }

    private static Stream<JsonNode> elements(JsonNode value) {
        if (value.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            value.forEach(element -> elements.add(element == null ? NullNode.instance : element));
            return elements.stream();
        }
        return Arrays.stream(value.asText().split(",")).map(String::strip).filter(text -> !text.isEmpty()).map(TextNode::valueOf);
    }
}
