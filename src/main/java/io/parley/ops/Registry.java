package io.parley.ops;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;

/** What is measured, for Prometheus: Parley's meters and those of Vert.x and the JVM. */
public final class Registry {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /**
     * A Vert.x that measures into this registry.
     *
     * @param loops event loops; Vert.x's own two for each core would keep apart what can share one, and every step from loop to loop wakes
     *              a sleeping thread
     */
    public Vertx vertx(int loops) {
        return builder(loops).build();
    }

    /**
     * As {@link #vertx}, as one of several nodes.
     *
     * @param host the address on which the other nodes' event buses reach this one
     */
    public Future<Vertx> clustered(int loops, ClusterManager manager, String host) {
        return builder(loops, new EventBusOptions().setHost(host)).withClusterManager(manager).buildClustered();
    }

    private VertxBuilder builder(int loops) {
        return builder(loops, new EventBusOptions());
    }

    private VertxBuilder builder(int loops, EventBusOptions bus) {
        // Neither paths nor bus addresses: both hold stream ids, which are secret to their user and without end.
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true)
                .setLabels(EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_METHOD, Label.HTTP_CODE, Label.EB_SIDE,
                        Label.POOL_TYPE, Label.POOL_NAME));
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(loops).setMetricsOptions(metrics).setEventBusOptions(bus);
        return Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(meters));
    }

    public PrometheusMeterRegistry meters() {
        return meters;
    }

    /** The text that Prometheus reads. */
    public String scrape() {
        return meters.scrape();
    }
}
