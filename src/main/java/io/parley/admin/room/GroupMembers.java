package io.parley.admin.room;

import io.vertx.core.Future;
import java.util.List;

/** Who is in a group. */
@FunctionalInterface
public interface GroupMembers {
    /**
     * The bare JIDs of members and admins of the group, each once.
     *
     * @return empty for a group without any; a {@link io.parley.bus.ProblemException} 404 {@code unknown-group} where there is none
     */
    Future<List<String>> jidsOf(String group);
}
