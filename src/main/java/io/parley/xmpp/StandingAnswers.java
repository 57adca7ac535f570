package io.parley.xmpp;

import java.util.List;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.iqrequest.IQRequestHandler;

/**
 * What every stream answers, whoever asks. Smack has a manager for each question, which keeps maps, caches and listeners in every
 * connection; these keep nothing, so that one of each serves all streams.
 */
final class StandingAnswers {
    private final List<IQRequestHandler> all = List.of(new RosterPushes(), new PingAnswers(), new DiscoveryAnswers());

    void giveOn(XMPPConnection connection) {
        all.forEach(connection::registerIQRequestHandler);
    }
}
