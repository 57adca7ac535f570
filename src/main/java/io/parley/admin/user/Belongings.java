package io.parley.admin.user;

import io.vertx.core.Future;

/** What Parley keeps about users elsewhere than in their own record: nobody who gets the name later may come into it. */
public interface Belongings {
    /** The account is new: nothing has reached it yet. */
    Future<Void> userCreated(String user);

    /** The account is gone. */
    Future<Void> userDeleted(String user);
}
