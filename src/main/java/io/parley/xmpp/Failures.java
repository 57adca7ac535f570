package io.parley.xmpp;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.sasl.SASLErrorException;

/** What Smack throws, as Parley's problems. */
final class Failures {
    private Failures() {
    }

    static ProblemException problem(Throwable failure) {
        if (failure instanceof ProblemException already) {
            return already;
        }
        if (failure instanceof SASLErrorException sasl) {
            return saslProblem(sasl);
        }
        if (failure instanceof XMPPException.XMPPErrorException refused) {
            return stanzaError(refused.getStanzaError()).exception(failure);
        }
        if (failure instanceof SmackException.NoResponseException) {
            return Problem.of(504, "xmpp-timeout", "The XMPP server did not answer in time.").exception(failure);
        }
        if (failure instanceof SmackException.SecurityRequiredException) {
            return Problem.of(502, "xmpp-tls", "The XMPP server does not offer TLS, which is required.").exception(failure);
        }
        if (has(failure, GeneralSecurityException.class)) {
            return Problem.of(502, "xmpp-tls", "The XMPP server's certificate is not one that Parley trusts for it.").exception(failure);
        }
        if (has(failure, SSLException.class)) {
            return Problem.of(502, "xmpp-tls", "Parley and the XMPP server could not agree on TLS.").exception(failure);
        }
        if (failure instanceof IOException || failure instanceof SmackException || failure instanceof XMPPException) {
            return XmppServer.away().exception(failure);
        }
        return Problem.of(500, "internal-error", "Something failed inside Parley; its log says what.").exception(failure);
    }

    /** Smack wraps what TLS has against a server in failures of its own. */
    private static boolean has(Throwable failure, Class<? extends Exception> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** What is about the server's settings must not end a session, as credentials do that are wrong (RFC 6120, section 6.5). */
    private static ProblemException saslProblem(SASLErrorException sasl) {
        return switch (sasl.getSASLFailure().getSASLError()) {
            case temporary_auth_failure, aborted -> XmppServer.away().exception(sasl);
            case encryption_required, invalid_mechanism, mechanism_too_weak ->
                    Problem.of(502, "xmpp-login", "The XMPP server lets nobody log in the way Parley does; see xmpp.tls.").exception(sasl);
            case account_disabled -> Problem.of(401, "account-disabled", "The XMPP server does not let this user in.").exception();
            default -> Problem.of(401, "credentials-wrong", "The XMPP server does not accept these credentials.").exception();
        };
    }

    /** An error stanza as a problem: 422 with its condition (RFC 6120, section 8.3.3). */
    static Problem stanzaError(StanzaError error) {
        String condition = error.getCondition().toString();
        String text = error.getDescriptiveText("en");
        return Problem.refused(condition, text == null || text.isBlank() ? "The XMPP server answered " + condition + "." : text);
    }

    static XmppStream.Loss loss(Throwable failure) {
        if (failure instanceof XMPPException.StreamErrorException streamError) {
            StreamError.Condition condition = streamError.getStreamError().getCondition();
            return switch (condition) {
                case conflict -> XmppStream.Loss.REPLACED;
                case not_authorized, policy_violation -> XmppStream.Loss.EXPELLED;
                default -> XmppStream.Loss.BROKEN;
            };
        }
        return XmppStream.Loss.BROKEN;
    }
}
