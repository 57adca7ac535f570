package io.parley.http;

import io.parley.bus.FastpathCommand.GetStatistics;
import io.parley.bus.FastpathCommand.GetTranscript;
import io.parley.bus.FastpathCommand.GetWorkgroup;
import io.parley.bus.FastpathCommand.ListRequests;
import io.parley.bus.FastpathCommand.ListWorkgroups;
import io.parley.bus.FastpathReply.Requests;
import io.parley.bus.FastpathReply.Statistics;
import io.parley.bus.FastpathReply.Transcript;
import io.parley.bus.FastpathReply.Workgroup;
import io.parley.bus.FastpathReply.Workgroups;
import io.vertx.core.Future;
import java.util.Map;

/** Workgroups: for everybody, whether they are open; for experts, supervisors and admins, what became of the questions. */
final class WorkgroupsApi {
    private static final int PAGE = 50;

    private final FastpathClient queue;

    WorkgroupsApi(FastpathClient queue) {
        this.queue = queue;
    }

    Map<String, Operation> operations() {
        return Map.of("listWorkgroups", call -> queue.ask(call, new ListWorkgroups(), Workgroups.class).map(Answer::ok),
                "getWorkgroup", call -> queue.ask(call, new GetWorkgroup(workgroup(call)), Workgroup.class).map(Answer::ok),
                "listRequests", this::requests,
                "getTranscript", this::transcript,
                "getStatistics", call -> queue.ask(call, new GetStatistics(workgroup(call), call.query("from"), call.query("to")),
                        Statistics.class).map(Answer::ok));
    }

    private Future<Answer> requests(Call call) {
        int limit = call.query("limit") == null ? PAGE : Integer.parseInt(call.query("limit"));
        ListRequests asked = new ListRequests(workgroup(call), call.query("state"), call.query("from"), call.query("to"),
                call.query("after"), limit);
        return queue.ask(call, asked, Requests.class).map(Answer::ok);
    }

    private Future<Answer> transcript(Call call) {
        AnswerForm form = AnswerForm.of(call, AnswerForm.JSON);
        return queue.ask(call, new GetTranscript(workgroup(call), call.path("id")), Transcript.class)
                .map(transcript -> form == AnswerForm.JSON ? Answer.ok(transcript) : new Answer.Text(200, TranscriptText.of(transcript)));
    }

    private static String workgroup(Call call) {
        return call.path("workgroup");
    }
}
