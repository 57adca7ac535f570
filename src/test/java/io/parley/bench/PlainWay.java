package io.parley.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Straight over XMPP: both sides are native clients with stream management, and the sender asks for an acknowledgement each time. */
final class PlainWay implements Way {
    static final String NAME = "plain XMPP";

    private final Site site;
    private final List<PlainClient> senders = new ArrayList<>();
    private Arrivals arrivals = number -> { };

    private PlainWay(Site site) {
        this.site = site;
    }

    static Future<PlainWay> open(Site site, int pairs) {
        PlainWay way = new PlainWay(site);
        List<Integer> all = Site.numbers(0, pairs);
        return InParallel.each(all, 8, pair -> PlainClient.login(site, site.account(receiver(pair)), way::body))
                .compose(listening -> InParallel.each(all, 1, pair ->
                        PlainClient.login(site, site.account(sender(pair)), body -> { }).onSuccess(way.senders::add)))
                .map(way);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Future<Void> send(int pair, long number) {
        return senders.get(pair).say(site.jid(receiver(pair)), Body.of(number));
    }

    @Override
    public void tell(Arrivals listener) {
        arrivals = listener;
    }

    private void body(String text) {
        long number = Body.numberIn(text);
        if (number >= 0) {
            arrivals.arrived(number);
        }
    }

    private static String sender(int pair) {
        return "native-sender-" + pair;
    }

    private static String receiver(int pair) {
        return "native-receiver-" + pair;
    }
}
