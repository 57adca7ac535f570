package io.parley.sse;

import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.StreamSignal;
import io.vertx.core.Future;
import io.vertx.core.Handler;

/** The events of one session, seen from a stream that wants to write them: wherever in the cluster the session lives. */
public interface SessionLog {
    /** Begins to listen, before anything is asked, so that nothing falls between. */
    Subscription subscribe(Handler<StreamSignal> handler);

    /** {@code lastEventId} is what the client gave, or null. */
    Future<Attached> attach(String stream, String lastEventId, boolean stanzas);

    Future<Events> read(long after, int max);

    /** {@code page} is null for the first. */
    Future<Recovered> recover(String lastEventId, String page);

    void written(String stream, long sequence);

    void detach(String stream);

    /** Whether signals may be lost on their way from another node, so that it is worth asking now and then. */
    boolean mayLose();

    /** Ends the listening. */
    interface Subscription {
        void cancel();
    }
}
