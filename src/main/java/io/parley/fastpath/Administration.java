package io.parley.fastpath;

import io.parley.bus.Done;
import io.parley.bus.FastpathReply.AllSettings;
import io.parley.bus.FastpathReply.Workgroups;
import io.parley.bus.Problem;
import io.parley.bus.WorkgroupSettings;
import io.parley.flow.OneByOne;
import io.parley.store.DuplicateRow;
import io.parley.store.fastpath.Experts.ExpertRow;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The workgroups themselves: made, changed, ended; and what everybody may know of them. */
final class Administration {
    private final Tables tables;
    private final WorkgroupBook book;
    private final SettingsRules rules = new SettingsRules();
    private final Places places;
    private final Desks desks;
    private final Endings endings;
    private final Dispatcher dispatcher;
    private final QueueEvents events;
    private final InstantSource clock;
    private final Consumer<String> changed;

    Administration(Tables tables, WorkgroupBook book, Places places, Desks desks, Endings endings, Dispatcher dispatcher, QueueEvents events,
                   InstantSource clock, Consumer<String> changed) {
        this.tables = tables;
        this.book = book;
        this.places = places;
        this.desks = desks;
        this.endings = endings;
        this.dispatcher = dispatcher;
        this.events = events;
        this.clock = clock;
        this.changed = changed;
    }

    /** 409 {@code workgroup-exists}. */
    Future<WorkgroupSettings> create(WorkgroupSettings given) {
        WorkgroupSettings settings = rules.complete(given);
        return tables.<Void>inTransaction(client -> tables.workgroups().insert(client, settings))
                .recover(failure -> Future.failedFuture(DuplicateRow.is(failure)
                        ? Problem.conflict("workgroup-exists", "There is a workgroup of this name.").exception() : failure))
                .compose(done -> inForce(settings));
    }

    Future<WorkgroupSettings> change(Workgroup workgroup, WorkgroupSettings change) {
        WorkgroupSettings old = book.settings(workgroup);
        WorkgroupSettings settings = rules.change(old, change);
        List<String> dismissed = new ArrayList<>(usernames(old));
        dismissed.removeAll(usernames(settings));
        return tables.<Boolean>inTransaction(client -> tables.workgroups().update(client, settings)).compose(done -> inForce(settings))
                .compose(done -> desks.unseat(dismissed, settings.name())).map(settings);
    }

    /** The account is gone: whoever gets its name next is nobody's expert. */
    Future<Done> dismiss(String user) {
        return OneByOne.each(book.all(), workgroup -> {
            WorkgroupSettings left = book.settings(workgroup).without(user);
            return left.equals(book.settings(workgroup)) ? Future.succeededFuture() : change(workgroup, left).mapEmpty();
        }).compose(dismissed -> tables.ask(client -> tables.experts().forget(client, user))).map(new Done());
    }

    private static List<String> usernames(WorkgroupSettings settings) {
        return settings.members().stream().map(WorkgroupSettings.Member::username).toList();
    }

    private Future<WorkgroupSettings> inForce(WorkgroupSettings settings) {
        book.put(settings);
        return desks.seat(usernames(settings)).map(seated -> {
            dispatcher.wake(settings.name());
            changed.accept(settings.name());
            return settings;
        });
    }

    /** Whoever waits is told that nobody will come. */
    Future<Done> delete(Workgroup workgroup) {
        WorkgroupSettings settings = book.settings(workgroup);
        book.remove(workgroup.name());
        return tables.ask(client -> tables.requests().openIn(client, workgroup.name())).compose(open -> {
            return OneByOne.each(open, request -> endings.end(request.id(), "workgroup-deleted"));
        }).compose(ended -> tables.ask(client -> tables.workgroups().delete(client, workgroup.name()))).map(gone -> {
            dispatcher.forget(workgroup.name());
            return new Done();
        }).onFailure(failure -> book.put(settings));
    }

    AllSettings settings() {
        return new AllSettings(book.all().stream().map(book::settings).toList());
    }

    Future<Workgroups> list() {
        Future<List<io.parley.bus.FastpathReply.Workgroup>> done = Future.succeededFuture(new ArrayList<>());
        for (Workgroup workgroup : book.all()) {
            done = done.compose(all -> show(workgroup).map(one -> {
                all.add(one);
                return all;
            }));
        }
        return done.map(Workgroups::new);
    }

    Future<io.parley.bus.FastpathReply.Workgroup> show(Workgroup workgroup) {
        Instant now = clock.instant();
        return tables.ask(client -> tables.experts().listening(client, workgroup.name())
                .compose(experts -> tables.requests().waiting(client, workgroup.name()).map(waiting -> {
                    int available = (int) experts.stream().filter(ExpertRow::available).count();
                    return new io.parley.bus.FastpathReply.Workgroup(workgroup.name(), places.workgroup(workgroup.name()),
                            workgroup.description(), workgroup.welcome(), workgroup.open(), events.status(workgroup.name()),
                            workgroup.nextOpening(now).map(Instant::toString).orElse(null), available, waiting.intValue(),
                            book.waits(workgroup.name()).estimateSeconds(waiting.intValue() + 1, available));
                })));
    }
}
