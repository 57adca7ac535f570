package io.parley.store;

import io.parley.config.Config;

/** A database of a test's own, of one kind or the other. */
interface Database extends AutoCloseable {
    Config.Store config();

    /** It is gone, and its connections with it; for this test it does not come back. */
    void vanish();

    @Override
    void close();
}
