package io.parley.admin.server;

import io.vertx.core.Future;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;

/** Says to others, as one of the server's users, what only that user can: subscriptions, asked for and granted. */
public interface UserVoices {
    /**
     * Opens a stream as {@link UserStreams#as} does, and fails as that does.
     *
     * @param presences each with an addressee; the user themselves stays as they are
     * @return done when the server has dealt with all of them
     */
    Future<Void> say(String user, List<Presence> presences);
}
