package io.parley.fastpath.component;

import io.parley.chance.Secrets;
import io.parley.time.Timers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One component's line to the server, kept for as long as the program runs: one stream at a time, and another when it was lost. */
final class ComponentLine {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentLine.class);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** A server that hangs closes nothing: it is asked whether it is there (XEP-0199). */
    private static final Duration BETWEEN_PINGS = Duration.ofSeconds(10);

    /** Who uses the line. */
    interface User {
        /** A message or a presence. */
        void received(Element stanza);

        void up();

        void down();
    }

    private final String domain;
    private final String pinged;
    private final ComponentStream.Factory streams;
    private final Timers timers;
    private final Secrets secrets;
    private final User user;
    private final Questions questions;
    private final Reception reception;
    private ComponentLine neighbour;
    private ComponentStream stream;
    private Timers.Timer next = () -> { };
    private boolean up;
    private boolean stopped;
    private int tries;
    private long connections;

    ComponentLine(String domain, String name, ComponentSettings settings, ComponentStream.Factory streams, Timers timers, Secrets secrets,
                  User user) {
        this.domain = domain;
        this.pinged = settings.conferenceDomain();
        this.streams = streams;
        this.timers = timers;
        this.secrets = secrets;
        this.user = user;
        this.reception = new Reception(name);
        this.questions = new Questions(this::send, timers, secrets, settings.replyTimeout());
    }

    /** The other component: ejabberd, unless told otherwise, gives each of its components what is for any of them. */
    void neighbour(ComponentLine other) {
        neighbour = other;
    }

    /** Begins to connect; that it has is told by {@link User#up()}. */
    void start() {
        connect();
    }

    private void connect() {
        tries++;
        Link link = new Link();
        stream = streams.stream(domain, link);
        link.of = stream;
        stream.open().onSuccess(opened -> opened()).onFailure(failure -> {
            if (!stopped) {
                LOG.info("{} not connected: {}", domain, failure.getMessage());
                again();
            }
        });
    }

    private void opened() {
        if (stopped) {
            return;
        }
        up = true;
        connections++;
        LOG.info("{} connected", domain);
        next = timers.after(BETWEEN_PINGS, this::ping);
        user.up();
    }

    private void ping() {
        ComponentStream asked = stream;
        questions.ask("get", domain, pinged, Element.of("ping", Namespaces.PING)).onComplete(answer -> {
            if (stopped || !up || asked != stream) {
                return;
            }
            if (answer.failed() && StanzaErrors.isSilence(answer.cause())) {
                LOG.info("{}: the server does not answer", domain);
                asked.close();
                lost();
                return;
            }
            tries = 0; // any answer, a refusal too, is a sign of life
            next = timers.after(BETWEEN_PINGS, this::ping);
        });
    }

    private void lost() {
        up = false;
        next.cancel();
        questions.fail(XmppServer.away());
        user.down();
        again();
    }

    /** Ever more rarely; a server that drops us as soon as it has let us in is not asked ever faster. */
    private void again() {
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(tries, 10));
        next = timers.after(Duration.ofMillis((long) (ceiling * (0.5 + secrets.jitter() / 2))), this::connect);
    }

    /** @throws io.parley.bus.ProblemException 503 while the server is away; 422 when XML cannot carry it */
    void send(Element stanza) {
        if (!up) {
            throw XmppServer.away().exception();
        }
        stream.send(stanza);
    }

    Questions questions() {
        return questions;
    }

    boolean isUp() {
        return up;
    }

    /** How often it has been connected. */
    long connections() {
        return connections;
    }

    Future<Void> stop() {
        stopped = true;
        up = false;
        next.cancel();
        questions.fail(XmppServer.away());
        return stream == null ? Future.succeededFuture() : stream.close();
    }

    private void dispatch(Element stanza) {
        if (!stanza.is("iq", Namespaces.STANZA)) {
            user.received(stanza);
        } else if ("result".equals(stanza.get("type")) || StanzaErrors.isError(stanza)) {
            questions.answered(stanza);
        } else {
            reception.answer(stanza).ifPresent(this::send);
        }
    }

    /** What comes from one stream; an old one's last words are nobody's. */
    private final class Link implements ComponentStream.Listener {
        private ComponentStream of;

        @Override
        public void received(Element stanza) {
            if (stopped || of != stream) {
                return;
            }
            try {
                String to = Address.domain(String.valueOf(stanza.get("to")));
                (neighbour != null && neighbour.domain.equals(to) ? neighbour : ComponentLine.this).dispatch(stanza);
            } catch (RuntimeException failure) {
                // one stanza that this program cannot cope with must not end the stream of all rooms
                LOG.error("{}: a {} from {} was not dealt with", domain, stanza.name(), stanza.get("from"), failure);
            }
        }

        @Override
        public void lost(String why) {
            if (!stopped && of == stream) {
                LOG.info("{} lost: {}", domain, why);
                ComponentLine.this.lost();
            }
        }
    }
}
