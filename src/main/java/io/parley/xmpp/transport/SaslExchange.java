package io.parley.xmpp.transport;

import io.vertx.core.Future;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.SaslChallengeProvider;
import org.jivesoftware.smack.provider.SaslFailureProvider;
import org.jivesoftware.smack.provider.SaslSuccessProvider;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.sasl.SASLMechanism;
import org.jivesoftware.smack.sasl.packet.SaslNonza;

/** One of Smack's SASL mechanisms at work (RFC 6120, section 6), answer by answer. */
final class SaslExchange {
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-sasl";

    private final ThreadlessConnection connection;
    private final Line line;
    private final Transport transport;
    private final SASLMechanism mechanism;

    SaslExchange(ThreadlessConnection connection, Line line, Transport transport, SASLMechanism mechanism) {
        this.connection = connection;
        this.line = line;
        this.transport = transport;
        this.mechanism = mechanism;
    }

    Future<Void> authenticate(Login login) {
        Future<Heard> answer = answer();
        return Negotiation.attempt(() -> {
            mechanism.authenticate(login.authenticationId(), transport.settings().host(), connection.getXMPPServiceDomain(),
                    login.password(), login.actingAs(), line.tlsSession());
            return null;
        }).compose(asked -> answer).compose(this::take);
    }

    private Future<Heard> answer() {
        return line.next("SASL", heard -> heard.namespace().equals(NAMESPACE));
    }

    private Future<Void> take(Heard heard) {
        return switch (heard.name()) {
            case SaslNonza.Challenge.ELEMENT -> challenge(heard);
            case SaslNonza.Success.ELEMENT -> Negotiation.attempt(() -> success(heard));
            default -> Negotiation.attempt(() -> {
                throw new SASLErrorException(mechanism.getName(),
                        SaslFailureProvider.INSTANCE.parse(heard.parser(), XmlEnvironment.EMPTY));
            });
        };
    }

    private Future<Void> challenge(Heard heard) {
        Future<Heard> next = answer(); // the server may be quicker than the way back from the pool
        return Negotiation.attempt(() -> SaslChallengeProvider.INSTANCE.parse(heard.parser(), XmlEnvironment.EMPTY).getData())
                .compose(data -> transport.aside(() -> {
                    mechanism.challengeReceived(data, false); // thousands of rounds of PBKDF2
                    return null;
                })).compose(answered -> next).compose(this::take);
    }

    private Void success(Heard heard) throws Exception {
        String data = SaslSuccessProvider.INSTANCE.parse(heard.parser(), XmlEnvironment.EMPTY).getData();
        if (data != null) {
            mechanism.challengeReceived(data, true);
        }
        mechanism.afterFinalSaslChallenge();
        return null;
    }
}
