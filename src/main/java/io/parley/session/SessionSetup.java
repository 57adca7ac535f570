package io.parley.session;

import io.parley.bus.Bus;
import io.parley.bus.Nodes;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.keys.Seal;
import io.parley.time.Timers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jxmpp.jid.DomainBareJid;

/**
 * What all sessions of one shard share.
 *
 * @param live       some of it can be changed while the program runs: what counts then is asked for anew
 * @param workgroups the domain of the workgroups; empty where there is no Fastpath
 * @param nodes     this node among others, and whose session is where: {@link SessionBook#OWN} where there are no others
 * @param canVouch whether users can be logged in without their password
 * @param admission who may have a session
 * @param onEnd    told when a session has ended, so that it is forgotten
 */
record SessionSetup(Context context, Bus bus, XmppServer server, Supplier<Config.Sessions> live, Config.Xmpp xmpp, int maxStreams,
                    Supplier<String> meetingUrl,
                    Optional<DomainBareJid> workgroups, boolean canVouch, InstantSource clock,
                    Timers timers, Secrets secrets, Epochs epochs, SentKeys sentKeys, Nodes nodes, SessionBook book, Farewells farewells, Seal seal,
                    Admission admission,
                    SessionMetrics metrics, Consumer<Session> onEnd) {

    /** As it is now. */
    Config.Sessions config() {
        return live.get();
    }

    void ended(Session session) {
        onEnd.accept(session);
    }

}
