package io.parley.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.support.NativeClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** What real servers list, to an admin and to another. */
@WithXmpp
class RegisteredUsersIT {
    private final XmppServer server;

    RegisteredUsersIT(XmppServer server) {
        this.server = server;
    }

    @Test
    void anAdminSeesEverybodySorted() throws Exception {
        IntStream.range(0, 40).forEach(i -> server.register("listed" + i, "listed"));
        try (NativeClient admin = NativeClient.login(server, "admin")) {
            List<String> users = users(admin);
            assertTrue(users.containsAll(List.of("admin", "alice", "bob", "visitor", "listed0", "listed39")), users.toString());
            assertEquals(users.stream().sorted().toList(), users);
        }
    }

    @Test
    void nobodyElseSeesAnybody() throws Exception {
        try (NativeClient alice = NativeClient.login(server, "alice")) {
            Problem refused = assertThrows(ProblemException.class, () -> users(alice)).problem();
            assertEquals(501, refused.status());
            assertEquals("directory-unsupported", refused.code());
        }
    }

    private List<String> users(NativeClient client) throws TimeoutException {
        return new RegisteredUsers(new AdHoc(channel(client)), JidCreate.domainBareFromOrThrowUnchecked(server.domain()), 10_000)
                .list().await(20, TimeUnit.SECONDS);
    }

    private static IqChannel channel(NativeClient client) {
        return request -> {
            try {
                return Future.succeededFuture(client.connection().sendIqRequestAndWaitForResponse(request));
            } catch (XMPPErrorException e) {
                return Future.failedFuture(Problem.refused(e.getStanzaError().getCondition().toString(), "Refused.").exception(e));
            } catch (SmackException | InterruptedException e) {
                return Future.failedFuture(e);
            }
        };
    }
}
