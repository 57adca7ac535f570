package io.parley.http.admin;

import io.parley.bus.Done;
import io.parley.bus.SipCommand;
import io.parley.bus.SipCommand.DeleteSipAccount;
import io.parley.bus.SipCommand.ListSipAccounts;
import io.parley.bus.SipCommand.PutSipAccount;
import io.parley.bus.SipCommand.SipAccountAt;
import io.parley.bus.SipCommand.SipAccountOf;
import io.parley.bus.SipReply.SipAccount;
import io.parley.bus.SipReply.SipAccounts;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.Map;

/** SIP accounts of users. */
final class SipApi {
    private final AdminClient admin;

    SipApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        return Map.of("listSipAccounts", this::list,
                "putSipAccount", this::put,
                "getSipAccount", call -> one(call, new SipAccountOf(call.path("username"))),
                "getSipAccountByExtension", call -> one(call, new SipAccountAt(call.path("extension"))),
                "deleteSipAccount", call -> admin.ask(call, new DeleteSipAccount(call.path("username")), Done.class)
                        .map(done -> Answer.empty()));
    }

    private Future<Answer> list(Call call) {
        PageOf page = PageOf.asked(call);
        return admin.ask(call, new ListSipAccounts(page.oneMore(), page.after()), SipAccounts.class)
                .map(all -> page.answer(all.sipAccounts(), SipAccounts::new, SipAccount::username));
    }

    private Future<Answer> put(Call call) {
        String password = call.json().getString("password");
        return admin.ask(call, new PutSipAccount(LenientBody.as(call, SipAccount.class), password), Done.class)
                .map(done -> new Answer.Empty(201));
    }

    private Future<Answer> one(Call call, SipCommand question) {
        return admin.ask(call, question, SipAccount.class).map(Answer::ok);
    }
}
