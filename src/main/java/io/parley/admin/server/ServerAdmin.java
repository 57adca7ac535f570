package io.parley.admin.server;

import io.vertx.core.Future;
import java.util.List;

/**
 * What is asked of the XMPP server as its admin. Users are local parts, prepared. Whatever fails is a
 * {@link io.parley.bus.ProblemException}: beside what each operation names, 501 with a code where the server does not offer the operation
 * to Parley's account or there is no such account, 422 {@code command-refused} with the server's words or {@code xmpp-refused} with its
 * condition, 502 where it does not keep to the standard, 503 and 504 while it is away. Results come on the caller's context.
 */
public interface ServerAdmin {
    /** What the server offers. */
    Future<Capabilities> capabilities();

    /** Every user, sorted; 501 {@code directory-unsupported}. */
    Future<List<String>> users();

    Future<Integer> countUsers();

    /** 409 {@code user-exists}. */
    Future<Void> addUser(String user, String password);

    /** Done when the server has the user no more; a user that it never had is none. */
    Future<Void> deleteUser(String user);

    /** 404 {@code unknown-user}. */
    Future<Void> changePassword(String user, String password);

    /** The server lets nobody log in as the user, and ends the user's sessions; 501 {@code lockout-unsupported}. */
    Future<Void> disableUser(String user);

    Future<Void> reenableUser(String user);

    /** Who is online, with as much of each session as the server tells in one answer. */
    Future<List<OnlineUser>> onlineUsers();

    /** The sessions of one user. */
    Future<List<OnlineUser>> sessionsOf(String user);

    /** Ends every session of the user at the server; one without sessions has none after it too. */
    Future<Void> endSessions(String user);

    /** A message to every session of the user that takes messages. */
    Future<Void> tell(String user, String text);

    /** Tells everybody who is online; 501 {@code announce-unsupported}. */
    Future<Void> announce(String text);
}
