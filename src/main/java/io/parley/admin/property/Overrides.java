package io.parley.admin.property;

import io.parley.config.LiveConfig;
import io.parley.store.SystemProperties;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this node's configuration what the database says: whatever is set on one node counts on all of them {@value #SECONDS} s later. */
public final class Overrides extends VerticleBase {
    private static final int SECONDS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);

    private final SystemProperties properties;
    private final LiveConfig config;
    private boolean stopped;

    public Overrides(SystemProperties properties, LiveConfig config) {
        this.properties = properties;
        this.config = config;
    }

    /** A node whose database is away starts with its configuration as it is. */
    @Override
    public Future<?> start() {
        return read().onComplete(begun -> rest());
    }

    /** As the database says now. Never fails. */
    private Future<Void> read() {
        return properties.all().onSuccess(config::become).<Void>mapEmpty().recover(failure -> {
            LOG.info("Properties cannot be read now: {}", failure.toString());
            return Future.succeededFuture();
        });
    }

    private void rest() {
        vertx.setTimer(Duration.ofSeconds(SECONDS).toMillis(), passed -> read().onComplete(ended -> context.runOnContext(here -> {
            if (!stopped) {
                rest();
            }
        })));
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return Future.succeededFuture();
    }
}
