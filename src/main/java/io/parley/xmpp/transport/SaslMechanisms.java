package io.parley.xmpp.transport;

import java.util.Collection;
import java.util.List;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.SmackException.SmackSaslException;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.sasl.SASLMechanism;

/**
 * Smack's SASL mechanisms that log in with a password, the strongest first. Smack's own choice among them cannot be used: it ends in a
 * wait for the server.
 */
final class SaslMechanisms {
    private final List<SASLMechanism> all;

    SaslMechanisms() {
        all = SASLAuthentication.getRegisterdSASLMechanisms().keySet().stream().map(SaslMechanisms::newInstance)
                .filter(SASLMechanism::requiresPassword).toList();
    }

    private static SASLMechanism newInstance(String className) {
        try {
            return (SASLMechanism) Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a SASL mechanism registered with Smack cannot be made: " + className, e);
        }
    }

    /** @param offered the names of those that the server has */
    SASLMechanism choose(Collection<String> offered, Login login, XMPPConnection connection, ConnectionConfiguration configuration)
            throws SmackSaslException {
        return all.stream()
                .filter(mechanism -> offered.contains(mechanism.getName()))
                .filter(mechanism -> !SASLAuthentication.getBlacklistedSASLMechanisms().contains(mechanism.getName()))
                .filter(mechanism -> configuration.isEnabledSaslMechanism(mechanism.getName()))
                .filter(mechanism -> login.mechanisms().isEmpty() || login.mechanisms().contains(mechanism.getName()))
                .filter(mechanism -> login.actingAs() == null || mechanism.authzidSupported())
                .findFirst()
                .orElseThrow(() -> new SmackSaslException("no mechanism in common with the server, which offers " + offered))
                .instanceForAuthentication(connection, configuration);
    }
}
