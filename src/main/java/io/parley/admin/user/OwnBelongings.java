package io.parley.admin.user;

import io.parley.admin.delivery.Courier;
import io.parley.admin.group.MemberNames;
import io.parley.store.DeliveredBookmarks;
import io.parley.store.GivenBookmarks;
import io.parley.store.Groups;
import io.parley.store.SipAccounts;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Groups, workgroups, bookmarks and the SIP account of a user. An account that is made may have been put into groups and given bookmarks
 * before; one that is deleted leaves all of it, and rooms follow without anybody waiting for them.
 *
 * @param dismissal takes a user out of all workgroups
 */
public record OwnBelongings(Groups groups, GivenBookmarks bookmarks, DeliveredBookmarks delivered, SipAccounts sip, Courier courier,
                            MemberNames names, Function<String, Future<?>> dismissal) implements Belongings {

    @Override
    public Future<Void> userCreated(String user) {
        return delivered.forget(user);
    }

    @Override
    public Future<Void> userDeleted(String user) {
        return Future.join(List.of(
                groups.leaveAll(names.jid(user).orElseThrow()).onSuccess(following -> courier.begin(following.marks())),
                dismissal.apply(user), bookmarks.notTo(user), delivered.forget(user), sip.forget(user))).mapEmpty();
    }
}
