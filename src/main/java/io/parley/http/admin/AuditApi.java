package io.parley.http.admin;

import io.parley.bus.AuditCommand.ReadAudit;
import io.parley.bus.AuditReply.Entries;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.Map;

/** The audit log. */
final class AuditApi {
    private static final int USUAL = 100;

    private final AdminClient admin;

    AuditApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        return Map.of("readAuditLog", this::read);
    }

    private Future<Answer> read(Call call) {
        return admin.ask(call, new ReadAudit(call.query("username"), call.query("search"), number(call, "startTime"), number(call, "endTime"),
                (int) orElse(number(call, "offset"), 0), (int) orElse(number(call, "limit"), USUAL)), Entries.class).map(Answer::ok);
    }

    private static Long number(Call call, String name) {
        return call.query(name) == null ? null : Long.valueOf(call.query(name));
    }

    private static long orElse(Long given, long otherwise) {
        return given == null ? otherwise : given;
    }
}
