package io.parley.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What travels over the bus, and how long is waited for it. */
class BusTest {
    private static final String ADDRESS = "somebody";
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, Duration.ofMillis(50), BusMetrics.NONE);

    @BeforeEach
    void register() {
        Bus.register(vertx);
    }

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void whoIsAskedToWaitIsGivenLonger() {
        Promise<Done> happens = Promise.promise();
        bus.<Ask>serve(ADDRESS, ask -> happens.future());
        Future<Done> patient = bus.request(ADDRESS, ask(), Done.class, Await.PATIENCE);
        Future<Done> impatient = bus.request(ADDRESS, ask(), Done.class);

        impatient.onFailure(late -> happens.complete(new Done()));

        assertEquals(new Done(), Await.await(patient));
        assertEquals("bus-timeout", ((ProblemException) impatient.cause()).problem().code());
    }

    @Test
    void aProblemArrivesWhole() {
        Problem problem = new Problem(422, "xmpp-refused", "No.", 7, "forbidden", List.of(new Problem.Fault("/a", "is wrong")),
                Map.of("request", Map.of("id", "fhrtbf7")));
        bus.<Ask>serve(ADDRESS, ask -> Future.failedFuture(problem.exception()));

        Future<Done> answer = bus.request(ADDRESS, ask(), Done.class, Await.PATIENCE);
        AssertionError refused = assertThrows(AssertionError.class, () -> Await.await(answer));

        assertEquals(problem, ((ProblemException) refused.getCause()).problem());
    }

    @Test
    void whoIsToldNeedNotAnswer() {
        Promise<Ask> told = Promise.promise();
        bus.<Ask>serve(ADDRESS, ask -> {
            told.complete(ask);
            return Future.failedFuture(Problem.notFound("nobody-asked", "No.").exception());
        });

        bus.tell("nobody", ask());
        bus.tell(ADDRESS, ask());

        assertEquals(ask(), Await.await(told.future()));
    }

    @Test
    void whatAnotherVersionAsksIsRefusedAtOnceAndNeverServed() {
        bus.<Ask>serve(ADDRESS, ask -> Future.succeededFuture(new Done()));

        assertMismatch(bus.request(ADDRESS, new Unreadable("Unheard"), Done.class, Await.PATIENCE));
    }

    @Test
    void whatAnotherVersionAnswersFailsForWhoAsked() {
        bus.<Ask>serve(ADDRESS, ask -> Future.succeededFuture(new Unreadable("Unheard")));

        assertMismatch(bus.request(ADDRESS, ask(), Done.class, Await.PATIENCE));
    }

    private static void assertMismatch(Future<Done> answer) {
        AssertionError refused = assertThrows(AssertionError.class, () -> Await.await(answer));
        Problem problem = ((ProblemException) refused.getCause()).problem();

        assertEquals("503 version-mismatch", problem.status() + " " + problem.code());
        assertEquals(2, problem.retryAfterSeconds());
    }

    private static Ask ask() {
        return new Ask(Caller.master(), new SessionCommand.Touch());
    }
}
