package io.parley.fastpath;

import io.parley.store.fastpath.Requests;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;

/** One round of a workgroup: what is due is done, then who waits is matched with who is free; then it is known when to come again. */
final class Round {
    private final Tables tables;
    private final WorkgroupBook book;
    private final Deadlines deadlines;
    private final Matching matching;
    private final InstantSource clock;

    Round(Tables tables, WorkgroupBook book, Deadlines deadlines, Matching matching, InstantSource clock) {
        this.tables = tables;
        this.book = book;
        this.deadlines = deadlines;
        this.matching = matching;
        this.clock = clock;
    }

    Future<Long> run(String name) {
        Optional<Workgroup> found = book.find(name);
        if (found.isEmpty()) {
            return deadlines.orphaned(name).map(Dispatcher.NEVER);
        }
        Workgroup workgroup = found.get();
        return deadlines.meet(workgroup, clock.millis())
                .compose(met -> matching.match(workgroup, clock.millis()))
                .compose(due -> next(workgroup).map(own -> Math.min(own, due)));
    }

    private Future<Long> next(Workgroup workgroup) {
        Requests requests = tables.requests();
        return tables.ask(client -> Future.all(
                tables.offers().nextDue(client, workgroup.name()),
                requests.nextDue(client, workgroup.name()),
                requests.firstInvited(client, workgroup.name()).map(at -> at.map(since -> since + workgroup.invitationTimeout().toMillis())),
                requests.firstAbsent(client, workgroup.name()).map(at -> at.map(since -> since + workgroup.visitorTimeout().toMillis()))))
                .map(all -> all.<Optional<Long>>list().stream().flatMap(Optional::stream).filter(due -> due < Requests.NEVER)
                        .mapToLong(Long::longValue).min().orElse(Dispatcher.NEVER));
    }
}
