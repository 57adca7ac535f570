package io.parley.admin.session;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.admin.server.OnlineUser;
import io.parley.bus.LiveSessionReply.LiveSession;
import io.parley.bus.LiveSessionReply.SessionPage;
import io.parley.bus.SessionReply.RunningSession;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Everybody's sessions a page at a time, on a server that tells names and is asked for the rest. */
class SessionWalkTest {
    private final MergedSessions merged = new MergedSessions(JidCreate.domainBareFromOrThrowUnchecked("x"));
    private final List<String> asked = new ArrayList<>();

    private SessionWalk walk(List<OnlineUser> told, RunningSession... running) {
        return new SessionWalk(told, List.of(running), this::inDetail, merged);
    }

    /** Everybody has two devices, but those whose name begins with "gone" have left just now. */
    private Future<List<OnlineUser>> inDetail(List<OnlineUser> some) {
        return Future.succeededFuture(some.stream().flatMap(one -> {
            if (one.resource() != null) {
                return Stream.of(one);
            }
            asked.add(one.user());
            return one.user().startsWith("gone") ? Stream.of() : Stream.of("desk", "phone").map(device -> online(one.user(), device));
        }).toList());
    }

    private static OnlineUser online(String user, String resource) {
        return new OnlineUser(user, resource, null, null, null);
    }

    private static RunningSession parleys(String user, String resource) {
        return new RunningSession(user, resource, "n1", "away", "At lunch", 5, 7);
    }

    private static List<String> ids(SessionPage page) {
        return page.sessions().stream().map(LiveSession::sessionId).toList();
    }

    @Test
    void aPageAsksForNoMoreUsersThanItNeeds() {
        List<OnlineUser> many = IntStream.range(0, 10_000).mapToObj(at -> online("user%05d".formatted(at), null)).toList();
        SessionPage first = await(walk(many).page(3, null));
        assertEquals(List.of("user00000@x/desk", "user00000@x/phone", "user00001@x/desk"), ids(first));
        assertTrue(asked.size() <= 100, asked::toString);
        assertEquals(List.of("user00001@x/phone", "user00002@x/desk", "user00002@x/phone"), ids(await(walk(many).page(3, first.next()))));
    }

    @Test
    void allPagesTogetherAreEverybodyOnce() {
        List<OnlineUser> told = List.of(online("a", null), online("a.b", null), online("a-b", null), online("gone1", null),
                online("b", "desk"));
        RunningSession[] running = {parleys("a", "parley-1"), parleys("z", "parley-2")};
        List<String> all = ids(await(walk(told, running).page(null, null)));
        assertEquals(all.stream().sorted().toList(), all);
        assertEquals(9, all.size());
        List<String> paged = new ArrayList<>();
        SessionPage page = await(walk(told, running).page(2, null));
        while (page.next() != null) {
            paged.addAll(ids(page));
            page = await(walk(told, running).page(2, page.next()));
        }
        paged.addAll(ids(page));
        assertEquals(all, paged);
    }

    @Test
    void whoeverLeavesMeanwhileEndsNoList() {
        List<OnlineUser> told = Stream.concat(IntStream.range(0, 120).mapToObj(at -> online("gone" + at, null)),
                Stream.of(online("zoe", null))).toList();
        SessionPage page = await(walk(told).page(1, null));
        assertEquals(List.of("zoe@x/desk"), ids(page));
        assertEquals("zoe@x/desk", page.next());
        assertNull(await(walk(told).page(2, null)).next());
    }

    @Test
    void whatBothTellOfIsOneSession() {
        LiveSession one = await(walk(List.of(new OnlineUser("a", "parley-1", "available", 0, "10.0.0.9")), parleys("a", "parley-1"))
                .page(null, null)).sessions().get(0);
        assertEquals(new LiveSession("a@x/parley-1", "a", "parley-1", "n1", "Authenticated", "Away", "At lunch", 0, null, 5L, 7L), one);
    }

    @Test
    void anyTextIsAPlaceToGoOn() {
        for (String after : List.of("", "@", "zz", "a@x/\uffff", "no id")) {
            await(walk(List.of(online("a", "desk"))).page(1, after));
        }
    }
}
