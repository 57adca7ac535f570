package io.parley.http.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.http.admin.BulkResults.Result;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the answer says of several rooms, some of which could not be made, or were made with something wanting. */
class BulkResultsTest {
    private final BulkResults results = new BulkResults();

    @Test
    void aRoomThatWasMadeIsNoFailureWhenAnInvitationIsRefused() {
        Problem refused = Problem.refused("forbidden", "The room refused to invite: forbidden.");
        results.add("one", Future.failedFuture(refused.with("done", List.of("created")).exception()));
        results.add("two", Future.failedFuture(refused.exception()));
        results.add("three", Future.succeededFuture());
        assertEquals(List.of(new Result("one", "Other", "The room was created. The room refused to invite: forbidden.")), results.other());
        assertEquals(List.of(new Result("two", "Failure", "The room refused to invite: forbidden.")), results.failure());
        assertEquals(List.of(new Result("three", "Success", "Room was successfully created")), results.success());
    }

    @Test
    void whoMayNotMakeRoomsIsToldSoOnce() {
        Throwable refusal = Problem.of(403, "admins-only", "No.").exception();
        Future<Void> added = results.add("one", Future.failedFuture(refusal));
        assertSame(refusal, added.cause());
        assertTrue(results.failure().isEmpty());
    }
}
