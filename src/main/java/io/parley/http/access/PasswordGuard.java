package io.parley.http.access;

import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** The one way in which a password is tried: slowed after failures, and refused without telling what was wrong. */
public final class PasswordGuard {
    private final GuessThrottle throttle;
    private final Runnable failed;

    /** @param failed told of each password that was wrong */
    public PasswordGuard(GuessThrottle throttle, Runnable failed) {
        this.throttle = throttle;
        this.failed = failed;
    }

    /**
     * @param attempt tries the password; 401 and 404 mean that user and password do not belong together
     * @return what the attempt returns; 401 {@code credentials-wrong}; 429; or what kept the attempt from being decided
     */
    public <T> Future<T> attempt(String address, String user, String password, Supplier<Future<T>> attempt) {
        if (password.isEmpty() || password.indexOf('\0') >= 0) {
            return Future.failedFuture(Refusals.credentialsWrong()); // SASL PLAIN (RFC 4616) cannot carry either
        }
        GuessThrottle.Guess guess;
        try {
            guess = throttle.begin(address, user);
        } catch (ProblemException slowed) {
            return Future.failedFuture(slowed);
        }
        return attempt.get().onSuccess(right -> guess.wasRight()).recover(failure -> {
            if (isRefusal(failure)) {
                failed.run();
                guess.wasWrong();
                return Future.failedFuture(Refusals.credentialsWrong());
            }
            guess.wasUndecided();
            return Future.failedFuture(failure);
        });
    }

    /** Whether the session's side found no such user, or not with this password. */
    public static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && (refused.problem().status() == 401 || refused.problem().status() == 404);
    }
}
