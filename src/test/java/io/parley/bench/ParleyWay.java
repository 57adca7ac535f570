package io.parley.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Through Parley: a POST by the sender, a line of the event stream of the receiver. Senders have their event streams open too. */
final class ParleyWay implements Way {
    private final Connection connection;
    private final Site site;
    private final List<ParleyUser> senders = new ArrayList<>();
    private Arrivals arrivals = number -> { };

    private ParleyWay(Connection connection, Site site) {
        this.connection = connection;
        this.site = site;
    }

    static Future<ParleyWay> open(Connection connection, Site site, ParleyClients clients, int pairs) {
        ParleyWay way = new ParleyWay(connection, site);
        List<Integer> all = Site.numbers(0, pairs);
        return InParallel.each(all, 8, pair -> clients.login(site.account(way.receiver(pair)))
                        .compose(user -> user.listen(way::line)))
                .compose(listening -> InParallel.each(all, 1, pair -> clients.login(site.account(way.sender(pair)))
                        .compose(user -> user.listen(line -> { }))
                        .onSuccess(way.senders::add)))
                .map(way);
    }

    @Override
    public String name() {
        return connection.title();
    }

    @Override
    public Future<Void> send(int pair, long number) {
        return senders.get(pair).say(site.jid(receiver(pair)), Body.of(number));
    }

    @Override
    public void tell(Arrivals listener) {
        arrivals = listener;
    }

    private void line(String line) {
        long number = Body.numberInLine(line);
        if (number >= 0) {
            arrivals.arrived(number);
        }
    }

    private String sender(int pair) {
        return connection.key() + "-sender-" + pair;
    }

    private String receiver(int pair) {
        return connection.key() + "-receiver-" + pair;
    }
}
