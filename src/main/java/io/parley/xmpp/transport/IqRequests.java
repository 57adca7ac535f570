package io.parley.xmpp.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.xml.namespace.QName;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.iqrequest.IQRequestHandler;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what others ask a connection (RFC 6120, section 8.2.3) with Smack's handlers. Smack's own way would start a thread of an
 * unbounded pool for each question that nobody handles.
 */
final class IqRequests {
    private static final Logger LOG = LoggerFactory.getLogger(IqRequests.class);

    private record Question(QName child, IQ.Type type) {
    }

    private final Map<Question, IQRequestHandler> handlers = new ConcurrentHashMap<>(4);
    private SmackConfiguration.UnknownIqRequestReplyMode unknown = SmackConfiguration.getUnknownIqRequestReplyMode();

    IQRequestHandler register(IQRequestHandler handler) {
        return handlers.put(new Question(handler.getQName(), handler.getType()), handler);
    }

    IQRequestHandler unregister(QName child, IQ.Type type) {
        return handlers.remove(new Question(child, type));
    }

    void unknown(SmackConfiguration.UnknownIqRequestReplyMode mode) {
        unknown = mode;
    }

    /**
     * @param ordered runs handlers that want their questions one after the other
     * @param pool    runs the others
     * @param reply   sends an answer, from any thread
     */
    void answer(IQ request, Executor ordered, Executor pool, Consumer<IQ> reply) {
        IQRequestHandler handler = handlers.get(new Question(request.getChildElementQName(), request.getType()));
        if (handler == null) {
            refuse(request, reply);
            return;
        }
        Executor executor = handler.getMode() == IQRequestHandler.Mode.sync ? ordered : pool;
        executor.execute(() -> {
            IQ answer = handled(handler, request);
            if (answer != null) {
                answer.setTo(request.getFrom());
                answer.setStanzaId(request.getStanzaId());
                reply.accept(answer instanceof ErrorIQ refusal ? Refusals.plain(refusal) : answer);
            }
        });
    }

    /** Whoever asks is owed an answer (RFC 6120, section 8.2.3). */
    private static IQ handled(IQRequestHandler handler, IQ request) {
        try {
            return handler.handleIQRequest(request);
        } catch (RuntimeException e) {
            LOG.warn("a question about {} was not dealt with: {}", request.getChildElementNamespace(), e.getClass().getSimpleName());
            LOG.debug("where it was thrown", e);
            return Refusals.of(request, StanzaError.Condition.internal_server_error);
        }
    }

    private void refuse(IQ request, Consumer<IQ> reply) {
        switch (unknown) {
            case replyFeatureNotImplemented -> reply.accept(Refusals.of(request, StanzaError.Condition.feature_not_implemented));
            case replyServiceUnavailable -> reply.accept(Refusals.of(request, StanzaError.Condition.service_unavailable));
            case doNotReply -> { }
        }
    }
}
