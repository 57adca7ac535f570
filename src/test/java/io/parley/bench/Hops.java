package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same message one at a time on each route in turn: what it costs that the request, or the stream, is not where the session is, and
 * that all nodes remember an Idempotency-Key.
 */
final class Hops {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int WARM_UP = 200;
    private static final String HERE = "one node";
    private static final String WITHOUT_KEY = "and no key";
    private static final Map<String, Route> ROUTES = routes();

    /** Milliseconds until the message has been read from the stream, and until its POST is answered. */
    private record Times(double event, double answer) {
    }

    private final OnLoop onLoop;
    private final Patience patience;
    private final ClusterPlan plan;
    private final Site site;
    private final Report report;
    private final Map<String, List<Times>> measured = new LinkedHashMap<>();

    Hops(Vertx vertx, ClusterPlan plan, Site site, Report report) {
        this.onLoop = new OnLoop(vertx);
        this.patience = new Patience(vertx);
        this.plan = plan;
        this.site = site;
        this.report = report;
    }

    private static Map<String, Route> routes() {
        Map<String, Route> routes = new LinkedHashMap<>();
        routes.put(HERE, new Route(0, 0, 0, 0));
        routes.put(WITHOUT_KEY, new Route(0, 0, 0, 0));
        routes.put("POST hops", new Route(0, 0, 1, 0));
        routes.put("stream hops", new Route(0, 0, 0, 2));
        routes.put("both hop", new Route(0, 0, 1, 2));
        return routes;
    }

    List<String> run(List<ParleyClients> nodes) {
        report.progress("hops from node to node");
        List<Way> ways = new ArrayList<>();
        ROUTES.forEach((name, route) -> ways.add(onLoop.run(
                () -> ClusterWay.open(name, site, nodes, List.of(route), !name.equals(WITHOUT_KEY), patience), LONGEST)));
        onLoop.run(() -> InParallel.each(Site.numbers(0, WARM_UP), 1, number -> onEach(ways, number)), LONGEST);
        measured.clear();
        onLoop.run(() -> InParallel.each(Site.numbers(WARM_UP, WARM_UP + plan.hops()), 1, number -> onEach(ways, number)), LONGEST);
        ColumnTable table = new ColumnTable();
        ROUTES.keySet().forEach(name -> column(table, name, measured.get(name)));
        return table.lines();
    }

    /** Each time another is the first. */
    private Future<Void> onEach(List<Way> ways, int number) {
        return InParallel.each(Site.numbers(0, ways.size()), 1, turn -> once(ways.get((number + turn) % ways.size()), number));
    }

    private Future<Void> once(Way way, int number) {
        Promise<Double> arrived = Promise.promise();
        long begin = System.nanoTime();
        way.tell(told -> {
            if (told == number) {
                arrived.tryComplete(since(begin));
            }
        });
        return way.send(0, number).map(safe -> since(begin)).compose(answer -> arrived.future().map(event -> new Times(event, answer)))
                .onSuccess(times -> measured.computeIfAbsent(way.name(), name -> new ArrayList<>()).add(times)).mapEmpty();
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private void column(ColumnTable table, String name, List<Times> times) {
        Samples event = new Samples();
        Samples answer = new Samples();
        Samples eventMore = new Samples();
        Samples answerMore = new Samples();
        for (int i = 0; i < times.size(); i++) {
            Times here = measured.get(HERE).get(i);
            event.add(times.get(i).event());
            answer.add(times.get(i).answer());
            eventMore.add(times.get(i).event() - here.event());
            answerMore.add(times.get(i).answer() - here.answer());
        }
        table.add("one at a time, POST to event", name, event);
        table.add("one at a time, POST to its answer", name, answer);
        table.add("more than on one node, POST to event, p50 of the differences", name, eventMore.median(), "ms");
        table.add("more than on one node, POST to its answer, p50 of the differences", name, answerMore.median(), "ms");
    }
}
