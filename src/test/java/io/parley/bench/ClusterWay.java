package io.parley.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * As {@link ParleyWay}, through as many nodes as there are: each pair is where its route says. A message with an Idempotency-Key is sent
 * again when it is refused, to the next node: for a moment a node may be silent, and what was asked of it is perhaps done.
 */
final class ClusterWay implements Way {
    private final String name;
    private final Site site;
    private final List<ParleyClients> nodes;
    private final Patience patience;
    private final List<List<ParleyUser>> senders = new ArrayList<>();
    private final List<Route> routes;
    private final boolean keys;
    private long said;
    private Arrivals arrivals = number -> { };

    private ClusterWay(String name, Site site, List<ParleyClients> nodes, List<Route> routes, boolean keys, Patience patience) {
        this.name = name;
        this.site = site;
        this.nodes = nodes;
        this.routes = routes;
        this.keys = keys;
        this.patience = patience;
    }

    /**
     * @param routes of the pairs
     * @param keys   whether messages have one
     */
    static Future<ClusterWay> open(String name, Site site, List<ParleyClients> nodes, List<Route> routes,
                                   boolean keys, Patience patience) {
        ClusterWay way = new ClusterWay(name, site, nodes, routes, keys, patience);
        List<Integer> all = Site.numbers(0, routes.size());
        return InParallel.each(all, 8, pair -> way.receive(pair, routes.get(pair)))
                .compose(listening -> InParallel.each(all, 1, pair -> way.join(pair, routes.get(pair))))
                .map(way);
    }

    private Future<ParleyUser> receive(int pair, Route route) {
        return login(receiver(pair), route.receiver())
                .compose(user -> patience.of(attempt -> nodes.get(route.stream()).here(user).listen(this::line)));
    }

    private Future<ParleyUser> join(int pair, Route route) {
        return login(user("sender", pair), route.sender())
                .compose(user -> patience.of(attempt -> nodes.get(route.post()).here(user).listen(line -> { })))
                .onSuccess(user -> senders.add(nodes.stream().map(node -> node.here(user)).toList()));
    }

    private Future<ParleyUser> login(String user, int node) {
        String account = site.account(user);
        return patience.of(attempt -> nodes.get(node).login(account));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Future<Void> send(int pair, long number) {
        List<ParleyUser> sender = senders.get(pair);
        String to = site.jid(receiver(pair));
        String key = "said-" + said++; // numbers begin anew with each round
        int first = routes.get(pair).post();
        return !keys ? sender.get(first).say(to, Body.of(number))
                : patience.of(attempt -> sender.get((first + attempt) % sender.size()).say(to, Body.of(number), key));
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

    private String receiver(int pair) {
        return user("receiver", pair);
    }

    private String user(String part, int pair) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + part + "-" + pair;
    }
}
