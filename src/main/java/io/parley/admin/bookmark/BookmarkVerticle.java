package io.parley.admin.bookmark;

import io.parley.admin.delivery.Courier;
import io.parley.bus.Addresses;
import io.parley.bus.BookmarkAsk;
import io.parley.bus.BookmarkAsk.Arrived;
import io.parley.bus.BookmarkAsk.GivenTo;
import io.parley.bus.BookmarkReply;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.store.Deliveries;
import io.parley.store.Deliveries.Mark;
import io.parley.store.GivenBookmarks;
import io.parley.store.GroupMarks;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link Addresses#BOOKMARKS} on every node. */
public final class BookmarkVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(BookmarkVerticle.class);

    private static final Duration MEMORY = Duration.ofSeconds(5);

    private final Bus bus;
    private final GivenBookmarks bookmarks;
    private final BookmarkDelivery delivery;
    private final Deliveries deliveries;
    private final Courier courier;
    private final InstantSource clock;
    private Instant askAgain = Instant.MIN;
    private Bus.Serving serving;

    public BookmarkVerticle(Bus bus, GivenBookmarks bookmarks, BookmarkDelivery delivery, Deliveries deliveries,
                            Courier courier, InstantSource clock) {
        this.bus = bus;
        this.bookmarks = bookmarks;
        this.delivery = delivery;
        this.deliveries = deliveries;
        this.courier = courier;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        serving = bus.serve(Addresses.BOOKMARKS, this::answer);
        return serving.begun();
    }

    @Override
    public Future<?> stop() {
        return serving.end();
    }

    private Future<? extends BusRecord> answer(BookmarkAsk asked) {
        if (asked instanceof GivenTo given) {
            return bookmarks.to(given.user()).map(BookmarkReply.GivenBookmarks::new);
        }
        arrived(((Arrived) asked).user());
        return Future.succeededFuture(new Done());
    }

    /** Many may arrive at once, and most of them have everything: nothing is written for them. */
    private void arrived(String user) {
        List<Mark> mark = List.of(new Mark(GroupMarks.BOOKMARKS, user));
        areThereAny().compose(any -> any ? delivery.isDue(user) : Future.succeededFuture(false))
                .compose(due -> due ? deliveries.mark(mark).onSuccess(marked -> courier.begin(mark)) : Future.succeededFuture())
                .onFailure(failure -> LOG.info("Whether bookmarks are due could not be found out: {}", failure.toString()));
    }

    /**
     * That there are some is remembered for a while; that there are none is not, for who arrives just after the first was given has to get
     * it. What was delivered counts when the last bookmark is deleted too: it is taken back from those who could not be reached then.
     */
    private Future<Boolean> areThereAny() {
        if (clock.instant().isBefore(askAgain)) {
            return Future.succeededFuture(true);
        }
        return bookmarks.list(1, null)
                .compose(found -> found.isEmpty() ? delivery.areAnyDelivered() : Future.succeededFuture(true))
                .onSuccess(any -> askAgain = any ? clock.instant().plus(MEMORY) : Instant.MIN);
    }
}
