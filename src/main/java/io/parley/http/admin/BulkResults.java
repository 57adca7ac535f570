package io.parley.http.admin;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What became of each of several rooms. {@code other}: it was made, but not all that was asked for along with it could be done. */
record BulkResults(List<Result> success, List<Result> failure, List<Result> other) {

    record Result(String roomName, String resultType, String message) {
    }

    BulkResults() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** What is wrong with one room is told beside the others; what would be wrong with all of them fails the whole. */
    Future<Void> add(String room, AsyncResult<?> made) {
        if (made.succeeded()) {
            success.add(new Result(room, "Success", "Room was successfully created"));
        } else if (made.cause() instanceof ProblemException refused && isOfOneRoom(refused.problem())) {
            refused(room, refused.problem());
        } else {
            return Future.failedFuture(made.cause());
        }
        return Future.succeededFuture();
    }

    private static boolean isOfOneRoom(Problem problem) {
        return problem.status() != 401 && problem.status() != 403;
    }

    private void refused(String room, Problem why) {
        if (why.extension() != null && why.extension().containsKey("done")) {
            other.add(new Result(room, "Other", "The room was created. " + why.detail()));
        } else {
            failure.add(new Result(room, "Failure", why.detail()));
        }
    }
}
