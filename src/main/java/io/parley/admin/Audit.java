package io.parley.admin;

import io.parley.bus.AdminAsk;
import io.parley.bus.AuditCommand.ReadAudit;
import io.parley.bus.AuditReply;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Deed;
import io.parley.bus.ProblemException;
import io.parley.store.AuditLog;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what to whom. A deed is written down before it is done, so that nothing is done that the log does not tell, and how it ended
 * before that is answered: what has no outcome may have been done.
 */
public final class Audit implements AdminResource {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final String BACK_END = "master secret";

    private final AuditLog log;

    public Audit(AuditLog log) {
        this.log = log;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ReadAudit.class, asked -> log.read(asked).map(AuditReply.Entries::new));
    }

    /** Does what is asked for. Where the log cannot be written nothing is done: 503 {@code store-unavailable}. */
    Future<? extends BusRecord> written(AdminAsk ask, Supplier<Future<? extends BusRecord>> doing) {
        Deed deed = ask.command().deed();
        if (deed == null) {
            return doing.get();
        }
        return log.begin(name(ask.caller()), ask.from(), deed)
                .compose(entry -> done(doing).transform(outcome -> ended(entry, outcome).transform(written -> answer(outcome))));
    }

    /** An outcome that cannot be written changes nothing of what was done: the entry stays without one. */
    private Future<Void> ended(String entry, AsyncResult<BusRecord> outcome) {
        return log.ended(entry, outcome.succeeded() ? "done" : code(outcome.cause()))
                .onFailure(failure -> LOG.warn("The outcome of entry {} is not in the audit log: {}", entry, failure.toString()));
    }

    private static Future<BusRecord> answer(AsyncResult<BusRecord> outcome) {
        return outcome.succeeded() ? Future.succeededFuture(outcome.result()) : Future.failedFuture(outcome.cause());
    }

    /** What is thrown is an outcome as well. */
    private static Future<BusRecord> done(Supplier<Future<? extends BusRecord>> doing) {
        return Future.<Void>succeededFuture().compose(go -> doing.get().map(reply -> (BusRecord) reply));
    }

    private static String name(Caller caller) {
        return caller.isMaster() ? BACK_END : caller.user();
    }

    private static String code(Throwable failure) {
        return failure instanceof ProblemException refused ? refused.problem().code() : "internal-error";
    }
}
