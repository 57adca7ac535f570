package io.parley.fastpath.routing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a question asks for. What it says about itself is anybody's text: what cannot be read is no wish, and never an error.
 *
 * @param preferred who is to be asked where that is possible
 * @param excluded  who is not to be asked
 * @param skills    what an expert should know, in lower case
 */
public record Wishes(Optional<String> preferred, Set<String> excluded, Set<String> skills) {
    /** More than that nobody means; each is compared with each expert. */
    private static final int MAX = 100;

    public Wishes {
        excluded = Set.copyOf(excluded);
        skills = Set.copyOf(skills);
    }

    public static Wishes none() {
        return new Wishes(Optional.empty(), Set.of(), Set.of());
    }

    /**
     * Reads {@code preferredExpert} (or {@code agent}), {@code excludedExpert}, {@code excludedExperts} (or {@code ignore}) and
     * {@code skills}: arrays, or texts with commas between. Experts are usernames or JIDs. The names {@code agent} and {@code ignore} are
     * those of Openfire's Fastpath.
     */
    public static Wishes of(JsonObject metaData) {
        return new Wishes(experts(metaData, "preferredExpert", "agent").findFirst(),
                experts(metaData, "excludedExpert", "excludedExperts", "ignore").collect(Collectors.toSet()),
                texts(metaData, "skills").limit(MAX).map(skill -> skill.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
    }

    private static Stream<String> experts(JsonObject metaData, String... names) {
        return texts(metaData, names).limit(MAX).flatMap(name -> ExpertName.of(name).stream());
    }

    private static Stream<String> texts(JsonObject metaData, String... names) {
        return Stream.of(names).map(metaData::getValue).flatMap(Wishes::elements).filter(String.class::isInstance).map(String.class::cast)
                .flatMap(text -> Stream.of(text.split(","))).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Stream<?> elements(Object value) {
        return value instanceof JsonArray array ? array.stream() : Stream.ofNullable(value);
    }
}
