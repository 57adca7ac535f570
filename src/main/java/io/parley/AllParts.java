package io.parley;

import io.parley.admin.AdHoc;
import io.parley.admin.DirectoryVerticle;
import io.parley.admin.RegisteredUsers;
import io.parley.bus.Problem;
import io.parley.config.Config;
import io.parley.ops.DebugState;
import io.parley.ops.HealthCheck;
import io.parley.ops.Listening;
import io.parley.ops.ManagementVerticle;
import io.parley.ops.XmppReachable;
import io.parley.store.ProfileProperties;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jxmpp.jid.impl.JidCreate;

/** The whole of Parley: who asks is started after who answers. */
final class AllParts implements Parts {
    private static final int LISTED_USERS = 10_000;

    private final Function<Ground, Optional<IqChannel>> admin;

    /** @param admin makes the session of the admin who is configured; the directory lists the users through it */
    AllParts(Function<Ground, Optional<IqChannel>> admin) {
        this.admin = admin;
    }

    @Override
    public List<Part> of(Ground ground) {
        // Sessions come before the directory, HTTP before management: what follows in the list may ask what precedes it.
        return List.of(directory(ground), management(ground));
    }

    private Part directory(Ground ground) {
        Supplier<Future<List<String>>> users = admin.apply(ground).map(channel -> users(channel, ground.config()))
                .orElse(AllParts::nobodyMayList);
        ProfileProperties properties = new ProfileProperties(ground.store());
        return new Part("directory", 1, () -> new DirectoryVerticle(ground.bus(), users, properties, ground.clock()));
    }

    private static Supplier<Future<List<String>>> users(IqChannel channel, Config config) {
        return new RegisteredUsers(new AdHoc(channel), JidCreate.domainBareFromOrThrowUnchecked(config.xmpp().domain()),
                LISTED_USERS)::list;
    }

    private static Future<List<String>> nobodyMayList() {
        return Future.failedFuture(Problem.of(501, "directory-unsupported",
                "Parley has no account that may list the XMPP server's users: see xmpp.admin.").exception());
    }

    private static Part management(Ground ground) {
        Listening listening = new Listening(ground.config().management().host(), ground.config().management().port());
        XmppReachable xmpp = new XmppReachable(ground.vertx(), ground.config().xmpp());
        List<HealthCheck> checks = List.of(new HealthCheck("xmpp", xmpp::check), new HealthCheck("store", ground.store()::check));
        List<DebugState> states = List.of(new DebugState("counts", () -> Future.succeededFuture(counts(ground))));
        return new Part("management", 1,
                () -> new ManagementVerticle(listening, ground.managementPort(), checks, ground.registry(), states));
    }

    private static JsonObject counts(Ground ground) {
        return new JsonObject().put("sessions", ground.metrics().sessions()).put("streams", ground.metrics().streams());
    }
}
