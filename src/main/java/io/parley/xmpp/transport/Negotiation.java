package io.parley.xmpp.transport;

import io.parley.xmpp.wire.StreamFault;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Bind;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Mechanisms;
import org.jivesoftware.smack.packet.Session;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StartTls;
import org.jivesoftware.smack.packet.StreamError.Condition;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.sm.packet.StreamManagement.StreamManagementFeature;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.util.StringUtils;

/**
 * What happens between a TCP connection and an open stream: TLS, SASL, and the resumption of the stream before or the binding of a
 * resource (RFC 6120, sections 4 to 7; XEP-0198). Each step waits for the server without a thread.
 */
final class Negotiation {
    private static final String STREAMS = "http://etherx.jabber.org/streams";
    private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

    private final ThreadlessConnection connection;
    private final Line line;
    private final Transport transport;
    private final Acknowledgements sm;
    private final Outbound outbound;
    private final boolean managed;
    private final Login login;

    Negotiation(ThreadlessConnection connection, Line line, Transport transport, Acknowledgements sm, Outbound outbound, boolean managed,
                Login login) {
        this.connection = connection;
        this.line = line;
        this.transport = transport;
        this.sm = sm;
        this.outbound = outbound;
        this.managed = managed;
        this.login = login;
    }

    /** @return whether the stream before was resumed */
    Future<Boolean> run() {
        return peerIfTls().compose(known -> newStream())
                .compose(begun -> secured())
                .compose(secured -> authenticated())
                .compose(authenticated -> newStream())
                .compose(begun -> resumed())
                .compose(resumed -> resumed ? Future.succeededFuture(true) : bound().map(false));
    }

    private Future<Void> newStream() {
        Future<Heard> features = line.next("stream features", heard -> heard.is("features", STREAMS));
        return attempt(() -> {
            connection.openStream();
            return null;
        }).compose(asked -> features).compose(heard -> attempt(() -> {
            connection.readFeatures(heard);
            return null;
        }));
    }

    // ---- TLS -----------------------------------------------------------------------------------------------------------------

    private Future<Void> secured() {
        StartTls offered = connection.getFeature(StartTls.class);
        if (line.isTls()) {
            return Future.succeededFuture();
        }
        if (transport.settings().security() == LineSettings.Security.NONE) {
            return offered != null && offered.required() ? Future.failedFuture(new SmackException.SecurityRequiredByServerException())
                    : Future.succeededFuture();
        }
        if (offered == null) {
            return Future.failedFuture(new SmackException.SecurityRequiredByClientException());
        }
        Future<Heard> answer = line.next("TLS", heard -> heard.namespace().equals(TLS));
        line.write("<starttls xmlns='" + TLS + "'/>");
        return answer.compose(heard -> {
            if (!heard.name().equals("proceed")) {
                return Future.failedFuture(new SmackException.SecurityRequiredByClientException());
            }
            return line.secure();
        }).compose(upgraded -> peerIfTls()).compose(known -> newStream());
    }

    private Future<Void> peerIfTls() {
        return attempt(() -> {
            if (line.isTls()) {
                transport.requirePeer(line.tlsSession());
            }
            return null;
        });
    }

    // ---- SASL ----------------------------------------------------------------------------------------------------------------

    private Future<Void> authenticated() {
        Mechanisms offered = connection.getFeature(Mechanisms.class);
        Collection<String> names = offered == null ? List.of() : offered.getMechanisms();
        return attempt(() -> transport.mechanisms().choose(names, login, connection, transport.configuration()))
                .compose(mechanism -> new SaslExchange(connection, line, transport, mechanism).authenticate(login))
                .onSuccess(done -> {
                    line.trust();
                    line.restart();
                });
    }

    // ---- XEP-0198 ------------------------------------------------------------------------------------------------------------

    private boolean serverManages() {
        return managed && connection.hasFeature(StreamManagementFeature.ELEMENT, Acknowledgements.NAMESPACE);
    }

    private Future<Boolean> resumed() {
        String before = sm.resumptionId().orElse(null);
        if (before == null || !serverManages()) {
            return Future.succeededFuture(false);
        }
        Future<Heard> answer = line.next("resumption", sm("resumed", "failed"));
        line.write("<resume xmlns='" + Acknowledgements.NAMESPACE + "' h='" + sm.handled() + "' previd='"
                + StringUtils.escapeForXmlAttributeApos(before) + "'/>");
        return answer.compose(heard -> attempt(() -> {
            boolean resumed = heard.name().equals("resumed");
            if (resumed && !before.equals(heard.attribute("previd"))) {
                throw new StreamFault(Condition.undefined_condition, "resumed another stream");
            }
            if (resumed || heard.attribute("h") != null) {
                // one that could not be resumed may still tell how far it came
                outbound.acknowledged(heard.count());
            }
            if (resumed) {
                outbound.sendAgain(line);
            }
            return resumed;
        }));
    }

    private Future<Void> bound() {
        Bind bind = Bind.newSet(login.resource());
        return ask(bind).compose(answer -> attempt(() -> {
            if (!(answer instanceof Bind result) || result.getJid() == null) {
                throw new IOException("the server has bound no resource");
            }
            connection.bound(result.getJid());
            return null;
        })).compose(bound -> session()).compose(session -> managed());
    }

    /** RFC 3921, section 3; older servers still want it. */
    private Future<Void> session() {
        Session.Feature offered = connection.getFeature(Session.Feature.class);
        return offered == null || offered.isOptional() ? Future.succeededFuture() : ask(new Session()).mapEmpty();
    }

    private Future<Void> managed() {
        outbound.handBack();
        if (!serverManages()) {
            return Future.succeededFuture();
        }
        Future<Heard> answer = line.next("stream management", sm("enabled", "failed"));
        line.write("<enable xmlns='" + Acknowledgements.NAMESPACE + "' resume='true'/>");
        return answer.map(heard -> {
            if (heard.name().equals("enabled")) {
                sm.enabled(Resumption.of(heard));
            }
            return null;
        });
    }

    private static Predicate<Heard> sm(String... names) {
        return heard -> heard.namespace().equals(Acknowledgements.NAMESPACE) && List.of(names).contains(heard.name());
    }

    private Future<Stanza> ask(IQ question) {
        Future<Heard> answer = line.next(question.getChildElementName(),
                heard -> heard.isStanza() && heard.name().equals(IQ.IQ_ELEMENT) && question.getStanzaId().equals(heard.attribute("id")));
        line.write(question.toXML(connection.outgoing()));
        return answer.compose(heard -> attempt(() -> {
            Stanza stanza = PacketParserUtils.parseStanza(heard.parser(), XmlEnvironment.EMPTY);
            XMPPException.XMPPErrorException.ifHasErrorThenThrow(stanza);
            return stanza;
        }));
    }

    static <T> Future<T> attempt(Callable<T> step) {
        try {
            return Future.succeededFuture(step.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
