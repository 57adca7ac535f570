package io.parley.admin.session;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.admin.server.OnlineUser;
import io.parley.admin.server.ServerAdmin;
import io.parley.admin.user.OwnAccount;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parley's own streams are left out, and nobody can hide by taking a resource like theirs. */
class ServerSessionsTest {
    private static final String ID = "0123456789abcdefghijkl";

    private Set<String> open = Set.of("parley-as-" + ID);
    /** What goes on while the server is asked. */
    private Runnable meanwhile = () -> { };

    private List<String> shown(OnlineUser... online) {
        ServerAdmin server = (ServerAdmin) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServerAdmin.class},
                (proxy, method, given) -> {
                    meanwhile.run();
                    return Future.succeededFuture(List.of(online));
                });
        return await(new ServerSessions(server, new OwnAccount(Optional.of("admin")), () -> open).online()).stream()
                .map(one -> one.user() + "/" + one.resource()).toList();
    }

    private static OnlineUser online(String user, String resource) {
        return new OnlineUser(user, resource, null, null, null);
    }

    @Test
    void parleysOwnAreLeftOut() {
        assertEquals(List.of("admin/desk"), shown(online("alice", "parley-as-" + ID), online("admin", "parley-admin-" + ID),
                online("admin", "desk")));
    }

    @Test
    void oneThatEndsWhileTheServerIsAskedIsLeftOut() {
        meanwhile = () -> open = Set.of();
        assertEquals(List.of(), shown(online("alice", "parley-as-" + ID)));
    }

    @Test
    void aClientWhoseResourceLooksLikeThemIsShown() {
        String like = "parley-as-" + ID.replace('0', '9');
        assertEquals(List.of("mallory/" + like, "mallory/parley-admin-" + ID),
                shown(online("mallory", like), online("mallory", "parley-admin-" + ID)));
    }
}
