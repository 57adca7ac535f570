package io.parley.bench;

import io.parley.bench.Growth.Entry;
import io.parley.support.Await;
import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What a user costs who does nothing but listen: more and more of them on one Parley, over one connection. */
final class Sessions {
    /** The slowest logins that are waited for, a second. */
    private static final int SLOWEST = 8;
    private static final Duration SLACK = Duration.ofMinutes(1);
    /** Descriptors left for logins under way, the server's own connections and the management port. */
    private static final int SPARE = 150;
    private static final int LONGEST = 150;
    private static final double CONNECTED = 0.99;

    private final Vertx vertx;
    private final OnLoop onLoop;
    private final SessionPlan plan;
    private final Site site;
    private final Report report;
    private final Connection connection;
    private final ProcessMeter self = new ProcessMeter(ProcessHandle.current());
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Footprint> sizes = new ArrayList<>();
    private ParleyClients clients;
    private ProcessMeter parley;
    private Optional<String> stopped = Optional.empty();

    Sessions(Vertx vertx, SessionPlan plan, Site site, Report report, Connection connection) {
        this.vertx = vertx;
        this.onLoop = new OnLoop(vertx);
        this.plan = plan;
        this.site = site;
        this.report = report;
        this.connection = connection;
    }

    Growth run(Map<String, String> settings) {
        try (ParleyNode node = site.node("sessions-" + connection.key(), connection.settings(settings))) {
            clients = new ParleyClients(vertx, node);
            parley = new ProcessMeter(ProcessHandle.of(node.pid()).orElseThrow());
            long emptyDescriptors = parley.descriptors();
            long emptyServer = site.meter().descriptors();
            grow(plan.warm(), clients::vouchedFor);
            Footprint warm = Footprint.of(users.get(), parley, site.meter());
            List<Entry> bySecret = new ArrayList<>();
            bySecret.add(grow(plan.sizes().get(0) - plan.byPassword(), clients::vouchedFor));
            Entry byPassword = grow(plan.sizes().get(0), clients::login);
            look(emptyServer);
            for (int size : rest(emptyDescriptors)) {
                if (stopped.isEmpty()) {
                    bySecret.add(grow(size, clients::vouchedFor));
                    look(emptyServer);
                }
            }
            Usage before = usage();
            report.progress(connection.title() + ": idle");
            Await.await(vertx.timer(plan.idle().toMillis(), TimeUnit.MILLISECONDS), plan.idle().plus(SLACK));
            Usage idle = usage().since(before);
            int connected = connected(emptyServer);
            Optional<Entry> comeback = stopped.isPresent() ? Optional.empty() : Optional.of(comeback(emptyServer));
            Growth growth = new Growth(warm, sizes, users.get(), repeated.get(), connected, byPassword, bySecret, comeback, idle,
                    plan.idle().toMillis() / 1e3, parley.mostDescriptors(), stopped);
            Await.await(clients.close(), SLACK);
            return growth;
        }
    }

    private Entry comeback(long emptyServer) {
        report.progress(connection.title() + ": the XMPP server restarts");
        return new Comeback(vertx, site, users.get()).run(emptyServer, this::usage, patience(users.get()));
    }

    private int connected(long emptyServer) {
        return (int) Math.min(users.get(), site.meter().descriptors() - emptyServer);
    }

    /** The sizes after the first. */
    private List<Integer> rest(long emptyDescriptors) {
        List<Integer> more = new ArrayList<>(plan.sizes().subList(1, plan.sizes().size()));
        if (plan.toTheLimit()) {
            double each = (parley.descriptors() - emptyDescriptors) / (double) users.get();
            int most = (int) ((parley.mostDescriptors() - emptyDescriptors - SPARE) / each) / 10 * 10;
            more.removeIf(size -> size >= most);
            more.add(Math.min(most, Machine.ports() - SPARE));
        }
        return more;
    }

    /** Until there are so many, or one cannot log in. */
    private Entry grow(int to, Function<String, Future<ParleyUser>> login) {
        int from = users.get();
        report.progress("%s: up to %,d users".formatted(connection.title(), to));
        List<String> names = Site.numbers(from, to).stream().map(number -> site.account("listener-" + number)).toList();
        Usage before = usage();
        long begin = System.nanoTime();
        try {
            onLoop.run(() -> InParallel.each(names, LoginRound.AT_ONCE, user -> patiently(login, user).compose(this::listen)),
                    patience(to - from));
        } catch (AssertionError failure) {
            stopped = Optional.of("at %,d users: %s".formatted(users.get(), briefly(failure.getMessage())));
            report.progress(connection.title() + " ends " + stopped.get());
        }
        return new Entry(users.get() - from, (System.nanoTime() - begin) / 1e9, usage().since(before));
    }

    /** As people do: a second time, when the first is refused. */
    private Future<ParleyUser> patiently(Function<String, Future<ParleyUser>> login, String user) {
        return login.apply(user).recover(refused -> {
            repeated.incrementAndGet();
            return login.apply(user);
        });
    }

    private static String briefly(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    private static Duration patience(int logins) {
        return Duration.ofSeconds(logins / SLOWEST).plus(SLACK);
    }

    private Future<ParleyUser> listen(ParleyUser user) {
        return user.listen(line -> { }, ended::incrementAndGet).onSuccess(listening -> users.incrementAndGet());
    }

    /** Only users count who all still have their event streams, and but for a few that come back just now their connections. */
    private void look(long emptyServer) {
        if (stopped.isEmpty() && ended.get() > 0) {
            stopped = Optional.of("%,d of %,d event streams ended".formatted(ended.get(), users.get()));
        }
        int connected = connected(emptyServer);
        if (stopped.isEmpty() && connected < CONNECTED * users.get()) {
            stopped = Optional.of("%,d of %,d users were connected to the XMPP server".formatted(connected, users.get()));
        }
        if (stopped.isEmpty()) {
            sizes.add(Footprint.of(users.get(), parley, site.meter()));
        }
    }

    private Usage usage() {
        return new Usage(parley.cpuMillis(), site.meter().cpuMillis(), self.cpuMillis());
    }
}
