package io.parley.fastpath;

import io.parley.store.fastpath.Experts.ExpertRow;
import io.parley.store.fastpath.Requests.InLine;
import io.parley.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who waits where they stand, and the experts how long the queue is: at once when it changes, but of many changes within a second
 * only the last. A position goes back only where a question was given its place again, or a place among others, and then says so.
 */
final class Positions {
    /** Details of the first so many are told to experts. */
    static final int DETAILED = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
    private static final Duration APART = Duration.ofSeconds(1);

    private static final class Pace {
        private boolean resting;
        private boolean again;
    }

    private final Tables tables;
    private final WorkgroupBook book;
    private final Notices notices;
    private final QueueEvents events;
    private final OfferEvents offers;
    private final Timers timers;
    private final Predicate<String> listening;
    private final Map<String, Pace> paces = new HashMap<>();
    /** By workgroup: the position last told of who waited in it. */
    private final Map<String, Map<String, Integer>> told = new HashMap<>();
    private final Set<String> returned = new HashSet<>();

    /** @param listening whether somebody follows a request; the others ask when they want to know */
    Positions(Tables tables, WorkgroupBook book, Notices notices, QueueEvents events, OfferEvents offers, Timers timers,
              Predicate<String> listening) {
        this.tables = tables;
        this.book = book;
        this.notices = notices;
        this.events = events;
        this.offers = offers;
        this.timers = timers;
        this.listening = listening;
    }

    /** A request has its place again, or that of its arrival in another queue: others may move back for it. */
    void returned(String request) {
        returned.add(request);
    }

    void forget(String request) {
        told.values().forEach(positions -> positions.remove(request));
        returned.remove(request);
    }

    void changed(String workgroup) {
        Pace pace = paces.computeIfAbsent(workgroup, name -> new Pace());
        if (pace.resting) {
            pace.again = true;
            return;
        }
        pace.resting = true;
        tell(workgroup).onFailure(failure -> LOG.info("positions in {} were not told: {}", workgroup, failure.getMessage()))
                .onComplete(done -> timers.after(APART, () -> rested(workgroup, pace)));
    }

    private void rested(String workgroup, Pace pace) {
        pace.resting = false;
        if (pace.again) {
            pace.again = false;
            changed(workgroup);
        } else {
            paces.remove(workgroup, pace);
        }
    }

    private Future<Void> tell(String workgroup) {
        if (book.find(workgroup).isEmpty()) {
            told.remove(workgroup);
            return Future.succeededFuture();
        }
        return tables.ask(client -> tables.requests().line(client, workgroup)
                .compose(line -> tables.experts().listening(client, workgroup).map(experts -> {
                    askers(workgroup, line, (int) experts.stream().filter(ExpertRow::available).count());
                    experts.forEach(expert -> expert(expert.streamId(), workgroup, line, false));
                    return null;
                })));
    }

    private void askers(String workgroup, List<InLine> line, int experts) {
        Waits waits = book.waits(workgroup);
        Map<String, Integer> last = told.getOrDefault(workgroup, Map.of());
        Map<String, Integer> now = new HashMap<>();
        for (int at = 0; at < line.size(); at++) {
            InLine one = line.get(at);
            int position = at + 1;
            Integer before = last.get(one.id());
            if (!listening.test(one.id()) && one.streamId() == null) {
                if (before != null) {
                    now.put(one.id(), before);
                }
                continue;
            }
            now.put(one.id(), position);
            if (before == null || before != position || returned.contains(one.id())) {
                String reason = returned.contains(one.id()) || before != null && position > before ? "returned" : null;
                notices.passing(one.id(), one.streamId(), "position." + one.id(),
                        offers.position(one.id(), workgroup, position, waits.estimateSeconds(position, experts), reason));
            }
        }
        told.put(workgroup, now);
        line.forEach(one -> returned.remove(one.id()));
    }

    /** To one who begins to listen. */
    void tellOne(String request) {
        told.values().forEach(positions -> positions.remove(request));
        tables.ask(client -> tables.requests().find(client, request)).onSuccess(found -> found.ifPresent(row -> changed(row.workgroup())));
    }

    /** The queue as one expert sees it: kept as an event when they join, passing afterwards. */
    void expert(String streamId, String workgroup, List<InLine> line, boolean kept) {
        notices.session(streamId, Notices.ASSIST, events.queue(workgroup, line), kept ? null : "queue." + workgroup);
        notices.session(streamId, Notices.ASSIST, events.details(workgroup, line), kept ? null : "details." + workgroup);
    }
}
