package io.parley.http;

import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathCommand.ChangeWorkgroup;
import io.parley.bus.FastpathCommand.CreateWorkgroup;
import io.parley.bus.FastpathCommand.DeleteWorkgroup;
import io.parley.bus.FastpathCommand.GetSettings;
import io.parley.bus.FastpathCommand.ListSettings;
import io.parley.bus.FastpathReply.AllSettings;
import io.parley.bus.WorkgroupSettings;
import io.vertx.core.Future;
import java.util.Map;

/** Making and changing workgroups: for back-ends and admins. */
final class WorkgroupAdminApi {
    private final FastpathClient queue;

    WorkgroupAdminApi(FastpathClient queue) {
        this.queue = queue;
    }

    Map<String, Operation> operations() {
        return Map.of("createWorkgroup", forAdmins(this::create),
                "listSettings", forAdmins(call -> queue.ask(call, new ListSettings(), AllSettings.class).map(Answer::ok)),
                "getSettings", forAdmins(call -> queue.ask(call, new GetSettings(workgroup(call)), WorkgroupSettings.class)
                        .map(Answer::ok)),
                "changeWorkgroup", forAdmins(this::change),
                "deleteWorkgroup", forAdmins(call -> queue.ask(call, new DeleteWorkgroup(workgroup(call)), Done.class)
                        .map(done -> Answer.empty())));
    }

    private Future<Answer> create(Call call) {
        return queue.ask(call, new CreateWorkgroup(SettingsReader.read(call)), WorkgroupSettings.class)
                .map(settings -> new Answer.Json(201, settings));
    }

    private Future<Answer> change(Call call) {
        return queue.ask(call, new ChangeWorkgroup(workgroup(call), SettingsReader.read(call)), WorkgroupSettings.class).map(Answer::ok);
    }

    /** Refused here already, so that nobody else learns which workgroups there are. */
    private static Operation forAdmins(Operation operation) {
        return call -> call.caller().filter(Caller::mayAdminister).isPresent() ? operation.handle(call)
                : Future.failedFuture(Caller.adminsOnly().exception());
    }

    private static String workgroup(Call call) {
        return call.path("workgroup");
    }
}
