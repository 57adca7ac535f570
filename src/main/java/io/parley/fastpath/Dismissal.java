package io.parley.fastpath;

import io.parley.flow.OneByOne;
import io.parley.store.fastpath.OfferRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** Takes a request away from all experts who have to do with it; for transactions that have locked the request. */
record Dismissal(Tables tables) {
    /** @return the offers and chats as they were */
    Future<List<OfferRow>> all(SqlClient client, String request, String outcome, long now) {
        return tables.offers().liveOf(client, request).compose(live -> {
            return OneByOne.each(live, offer -> one(client, offer, outcome, now, 0)).map(live);
        });
    }

    /** Whether the offer was still in the state in which it was found. */
    Future<Boolean> one(SqlClient client, OfferRow offer, String outcome, long now, long refusedUntil) {
        return tables.offers().close(client, offer.id(), offer.state(), outcome, now, refusedUntil)
                .compose(won -> won && offer.isAccepted()
                        ? tables.experts().chatEnded(client, offer.workgroup(), offer.expert(), now).map(true)
                        : Future.succeededFuture(won));
    }
}
