package io.parley.http.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins of {@code http.corsOrigins}: pages elsewhere that may call Parley. {@code *} lets every page call, but without credentials.
 */
public final class AllowedOrigins {
    private final boolean any;
    private final Set<WebOrigin> listed;

    /** @throws IllegalArgumentException for what is no origin */
    public AllowedOrigins(List<String> origins) {
        this.any = origins.contains("*");
        this.listed = origins.stream().filter(origin -> !origin.equals("*")).map(AllowedOrigins::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean any() {
        return any;
    }

    boolean lists(String origin) {
        return WebOrigin.parse(origin).filter(listed::contains).isPresent();
    }

    boolean isEmpty() {
        return !any && listed.isEmpty();
    }

    private static WebOrigin parse(String origin) {
        Optional<WebOrigin> parsed = WebOrigin.parse(origin);
        return parsed.orElseThrow(() -> new IllegalArgumentException("'" + origin + "' is no origin such as https://chat.example.org"));
    }
}
