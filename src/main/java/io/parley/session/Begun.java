package io.parley.session;

import java.util.function.Function;

/** How an attempt to begin a session went: it runs here, or another node was faster. */
sealed interface Begun {
    record Here(Session session) implements Begun {
    }

    record Elsewhere(SessionEntry entry) implements Begun {
    }

    default <T> T map(Function<Session, T> here, Function<SessionEntry, T> elsewhere) {
        return this instanceof Here mine ? here.apply(mine.session()) : elsewhere.apply(((Elsewhere) this).entry());
    }
}
