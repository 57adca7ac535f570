package io.parley.sse;

/** What event streams count. */
public interface StreamMetrics {
    void opened();

    void closed();

    void written(String channel);

    /** A stream was cut because its client did not read. */
    void cut(String why);

    void reset(String reason);

    StreamMetrics NONE = new StreamMetrics() {
        @Override
        public void opened() {
        }

        @Override
        public void closed() {
        }

        @Override
        public void written(String channel) {
        }

        @Override
        public void cut(String why) {
        }

        @Override
        public void reset(String reason) {
        }
    };
}
