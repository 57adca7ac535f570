package io.parley.fastpath;

import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand.GetStatistics;
import io.parley.bus.FastpathCommand.GetTranscript;
import io.parley.bus.FastpathCommand.ListRequests;
import io.parley.bus.Problem;
import io.parley.store.RequestArchive;
import io.parley.store.RequestFilter;
import io.parley.store.RequestStatistics;
import io.parley.store.Store;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What there is to read afterwards: requests, transcripts, statistics; for experts their own. */
final class Records {
    private static final Duration DAY = Duration.ofDays(1);

    private final Rights rights;
    private final WorkgroupBook book;
    private final InstantSource clock;
    private final RequestArchive archive;
    private final io.parley.store.Transcripts transcripts;
    private final RequestStatistics statistics;

    Records(Store store, Rights rights, WorkgroupBook book, Places places, InstantSource clock) {
        this.rights = rights;
        this.book = book;
        this.clock = clock;
        this.archive = new RequestArchive(store, places::room);
        this.transcripts = new io.parley.store.Transcripts(store);
        this.statistics = new RequestStatistics(store);
    }

    Future<? extends BusRecord> list(Caller caller, ListRequests asked) {
        Workgroup workgroup = book.require(asked.workgroup());
        return rights.view(caller, workgroup).compose(view -> archive.list(new RequestFilter(workgroup.name(),
                Optional.ofNullable(asked.state()), time("from", asked.from()), time("to", asked.to()), view.expert(),
                Optional.ofNullable(asked.after()), asked.limit())));
    }

    Future<? extends BusRecord> transcript(Caller caller, GetTranscript asked) {
        Workgroup workgroup = book.require(asked.workgroup());
        return rights.view(caller, workgroup).compose(view -> transcripts.of(workgroup.name(), asked.id(), view.expert()));
    }

    Future<? extends BusRecord> statistics(Caller caller, GetStatistics asked) {
        Workgroup workgroup = book.require(asked.workgroup());
        Instant to = time("to", asked.to()).orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Instant from = time("from", asked.from()).orElseGet(() -> to.minus(DAY));
        return rights.view(caller, workgroup).compose(view -> statistics.between(workgroup.name(), from, to, view.expert()));
    }

    private static Optional<Instant> time(String name, String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw Problem.badRequest("invalid-input", name + " is a time such as 2026-01-31T12:00:00Z.").exception(e);
        }
    }
}
