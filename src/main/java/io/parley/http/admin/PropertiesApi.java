package io.parley.http.admin;

import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.PropertyCommand;
import io.parley.bus.PropertyCommand.DeleteProperty;
import io.parley.bus.PropertyCommand.GetProperty;
import io.parley.bus.PropertyCommand.ListProperties;
import io.parley.bus.PropertyCommand.ReplaceProperty;
import io.parley.bus.PropertyCommand.SetProperty;
import io.parley.bus.PropertyReply.Properties;
import io.parley.bus.PropertyReply.SystemProperty;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.Map;

/** Parley's configuration while it runs, and clients' own properties. */
final class PropertiesApi {
    private final AdminClient admin;

    PropertiesApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        return Map.of("listSystemProperties", this::list,
                "setSystemProperty", this::set,
                "getSystemProperty", call -> admin.ask(call, new GetProperty(key(call)), SystemProperty.class).map(Answer::ok),
                "replaceSystemProperty", this::replace,
                "deleteSystemProperty", call -> done(call, new DeleteProperty(key(call)), 200));
    }

    private Future<Answer> list(Call call) {
        PageOf page = PageOf.asked(call);
        return admin.ask(call, new ListProperties(page.oneMore(), page.after()), Properties.class)
                .map(all -> page.answer(all.property(), Properties::new, SystemProperty::key));
    }

    private Future<Answer> set(Call call) {
        SystemProperty given = LenientBody.as(call, SystemProperty.class);
        return done(call, new SetProperty(given.key(), given.value()), 201);
    }

    private Future<Answer> replace(Call call) {
        SystemProperty given = LenientBody.as(call, SystemProperty.class);
        if (!given.key().equals(key(call))) {
            return Future.failedFuture(Problem.badRequest("property-renamed", "The key in the body is another one.").exception());
        }
        return done(call, new ReplaceProperty(given.key(), given.value()), 200);
    }

    private Future<Answer> done(Call call, PropertyCommand command, int status) {
        return admin.ask(call, command, Done.class).map(done -> new Answer.Empty(status));
    }

    private static String key(Call call) {
        return call.path("propertyKey");
    }
}
