package io.parley.admin.room;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Is told how a group's members change, so that the affiliations that rooms give to the group follow. Told after the change is kept; told
 * the same twice, it does nothing the second time. A failure means that some room was not reached: telling the same again goes on there.
 */
public interface GroupFollower {
    /** @param jid the bare JID of who is in the group from now on, as a member or as its admin */
    Future<Void> memberAdded(String group, String jid);

    /** Takes away what the member had through this group alone: what another group gives, or an admin gave directly, stays. */
    Future<Void> memberRemoved(String group, String jid);

    /**
     * Many were put in or taken out: what everybody has who is in the group, or was, is found anew.
     *
     * @param progress what is to be done before each part of it, for in all it may last minutes
     */
    Future<Void> membersChanged(String group, Supplier<Future<?>> progress);

    /**
     * The group is gone, and with it every affiliation that rooms gave to it.
     *
     * @param progress what is to be done before each part of it
     */
    Future<Void> groupDeleted(String group, Supplier<Future<?>> progress);
}
