package io.parley.session;

import io.parley.chance.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The logins (devices) of one session, the one longest unused first; one too many ends that one. */
final class Logins {
    private final int most;
    private final Secrets secrets;
    private final Map<String, Boolean> byUse = new LinkedHashMap<>(4, 0.75f, true);

    Logins(int most, Secrets secrets) {
        this(most, secrets, List.of());
    }

    /** @param living those that began on another node */
    Logins(int most, Secrets secrets, List<String> living) {
        this.most = most;
        this.secrets = secrets;
        living.forEach(login -> byUse.put(login, true));
    }

    /** The one longest unused first. */
    List<String> ids() {
        return List.copyOf(byUse.keySet());
    }

    /** A new login, and the one that had to make room for it. */
    record Begun(String login, Optional<String> ended) {
    }

    Begun begin() {
        Optional<String> ended = Optional.empty();
        if (byUse.size() >= most) {
            ended = Optional.of(byUse.keySet().iterator().next());
            byUse.remove(ended.get());
        }
        String login = secrets.id("l-");
        byUse.put(login, true);
        return new Begun(login, ended);
    }

    /** Whether the login lives; using it keeps it from being the one longest unused. */
    boolean use(String login) {
        return byUse.get(login) != null;
    }

    boolean end(String login) {
        return byUse.remove(login) != null;
    }

    boolean isEmpty() {
        return byUse.isEmpty();
    }

    int size() {
        return byUse.size();
    }
}
