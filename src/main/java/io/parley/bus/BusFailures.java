package io.parley.bus;

import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a failure travels over the bus: as a {@link Problem}, and back into what the asker's future fails with. */
final class BusFailures {
    private static final Logger LOG = LoggerFactory.getLogger(BusFailures.class);

    private BusFailures() {
    }

    static void refuse(Message<?> message, Throwable failure) {
        Problem problem;
        if (failure instanceof ProblemException refused) {
            problem = refused.problem();
        } else {
            LOG.error("{} failed at {}", message.body().getClass().getSimpleName(), message.address(), failure);
            problem = Problem.of(500, "internal-error", "Something failed inside Parley; its log says what.");
        }
        message.fail(problem.status(), new String(WireMapper.encode(problem), StandardCharsets.UTF_8));
    }

    /** Nobody serves the address that was asked. */
    static boolean isNobody(Throwable failure) {
        return NobodyThere.is(problemOf(failure));
    }

    static ProblemException problemOf(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return refused;
        }
        if (failure instanceof ReplyException reply) {
            if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
                return refusal(reply);
            }
            if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
                return NobodyThere.any().exception();
            }
            return Problem.of(504, "bus-timeout", "The part of Parley that was asked did not answer in time.").exception(failure);
        }
        return Problem.of(500, "internal-error", "Something failed inside Parley; its log says what.").exception(failure);
    }

    private static ProblemException refusal(ReplyException reply) {
        try {
            return WireMapper.decode(reply.getMessage().getBytes(StandardCharsets.UTF_8), Problem.class).exception();
        } catch (IOException e) {
            return new Unreadable("Problem").problem().exception(e);
        }
    }
}
