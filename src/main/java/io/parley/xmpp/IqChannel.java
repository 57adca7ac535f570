package io.parley.xmpp;

import io.vertx.core.Future;
import org.jivesoftware.smack.packet.IQ;

/** Asks the XMPP server, or an entity behind it, one question. */
@FunctionalInterface
public interface IqChannel {
    /**
     * @param request an IQ of type get or set; its id is kept
     * @return the result; or a {@link io.parley.bus.ProblemException}: 422 with the condition for an error stanza, 504 when no answer
     *         came in time, 503 while the server is away
     */
    Future<IQ> request(IQ request);
}
