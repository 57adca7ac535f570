package io.parley.fastpath;

import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathReply.Asked;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.store.DuplicateRow;
import io.parley.store.fastpath.RequestRow;
import io.parley.store.fastpath.Requests.NewRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Takes questions in. */
final class Asking {
    /** What the asker gives under other names than experts are told it. */
    private static final List<String> RENAMED = List.of("userID", "emailAddress", "question", "workgroup");
    private static final Set<Caller.Kind> USERS = Set.of(Caller.Kind.USER, Caller.Kind.ADMIN);
    private static final int MOST_META_DATA = 65_536;
    private static final int MOST_NICKNAME = 100;

    private final Tables tables;
    private final WorkgroupBook book;
    private final Places places;
    private final InstantSource clock;
    private final Secrets secrets;
    private final IntSupplier asksPerAddress;
    private final Consumer<String> wake;
    private final Consumer<String> changed;
    private final FastpathMetrics metrics;

    Asking(Tables tables, WorkgroupBook book, Places places, InstantSource clock, Secrets secrets, IntSupplier asksPerAddress,
           Consumer<String> wake, Consumer<String> changed, FastpathMetrics metrics) {
        this.tables = tables;
        this.book = book;
        this.places = places;
        this.clock = clock;
        this.secrets = secrets;
        this.asksPerAddress = asksPerAddress;
        this.wake = wake;
        this.changed = changed;
        this.metrics = metrics;
    }

    Future<Asked> ask(Caller caller, FastpathCommand.Ask asked) {
        Workgroup workgroup = book.require(asked.workgroup());
        boolean isUser = caller != null && USERS.contains(caller.kind());
        boolean isMaster = caller != null && caller.isMaster();
        if (!isUser && !isMaster && !workgroup.open()) {
            return Future.failedFuture(Problem.of(401, "credentials-missing", "Only who is logged in may ask this workgroup.").exception());
        }
        boolean closed = !workgroup.isOpen(clock.instant());
        String id = asked.key() == null ? secrets.label() : AskKeys.id(caller, asked);
        NewRequest request = request(id, asked, workgroup, isUser ? caller.user() : null, closed, isMaster);
        return before(asked, id).compose(before -> before.isPresent() ? again(request, before.get(), workgroup)
                : takeIn(caller, request, workgroup, asked));
    }

    private Future<Asked> takeIn(Caller caller, NewRequest request, Workgroup workgroup, FastpathCommand.Ask asked) {
        return notTwice(caller, workgroup).compose(once -> notTooMany(request.address()))
                .compose(few -> tables.ask(client -> tables.requests().insert(client, request)))
                .compose(in -> request.reason() != null ? Future.succeededFuture(answer(request, workgroup, 0, 0)) : queued(request, workgroup))
                .recover(failure -> !DuplicateRow.is(failure) ? Future.failedFuture(failure)
                        : before(asked, request.id()).compose(other -> other.isPresent() ? again(request, other.get(), workgroup)
                                : Future.failedFuture(alreadyAsked())));
    }

    /** What was asked with the same Idempotency-Key, and the asker was perhaps never told. */
    private Future<Optional<RequestRow>> before(FastpathCommand.Ask asked, String id) {
        return asked.key() == null ? Future.succeededFuture(Optional.empty()) : tables.ask(client -> tables.requests().find(client, id));
    }

    private Future<Asked> again(NewRequest asked, RequestRow before, Workgroup workgroup) {
        if (!before.metaData().equals(asked.metaData()) || !before.userId().equals(asked.userId())) {
            return Future.failedFuture(Problem.conflict("idempotency-conflict", "This Idempotency-Key was used for another question.")
                    .exception());
        }
        if (!before.state().equals(UserState.QUEUED.code())) {
            return Future.succeededFuture(answer(asked.as(before.state(), before.reason()), workgroup, 0, 0));
        }
        return placed(asked.as(before.state(), null), workgroup);
    }

    private NewRequest request(String id, FastpathCommand.Ask asked, Workgroup workgroup, String username, boolean closed, boolean isMaster) {
        long now = clock.millis();
        if (asked.userId().indexOf('\0') >= 0) {
            throw Problem.badRequest("invalid-input", "A userID has no NUL.").exception();
        }
        JsonObject metaData = metaData(asked, username != null);
        String asker = username == null || closed ? null : workgroup.name() + "/" + username;
        String address = username != null || closed || isMaster ? null : asked.address();
        String visitor = username == null ? "v-" + secrets.label() + "@" + places.visitors() : places.user(username);
        return new NewRequest(id, workgroup.name(), closed ? UserState.START.code()
                : UserState.TABLE.require(UserState.START, UserState.Move.JOIN).code(), closed ? "closed" : null, visitor, username,
                username == null ? null : asked.streamId(), asker, address, username == null ? asked.userId() : username,
                nickname(asked, metaData), metaData.encode(), now, now + workgroup.requestTimeout().toMillis());
    }

    private static JsonObject metaData(FastpathCommand.Ask asked, boolean verified) {
        JsonObject metaData = new JsonObject(asked.metaData());
        RENAMED.forEach(metaData::remove);
        metaData.put("username", asked.userId()).put("question", asked.question()).put("verified", verified);
        metaData.remove("email");
        if (asked.email() != null) {
            metaData.put("email", asked.email());
        }
        if (metaData.encode().length() > MOST_META_DATA) {
            throw Problem.of(413, "too-large", "A question has at most " + MOST_META_DATA + " characters with all its data.").exception();
        }
        return metaData;
    }

    private static String nickname(FastpathCommand.Ask asked, JsonObject metaData) {
        String wanted = metaData.getValue("nickname") instanceof String name && !name.isBlank() ? name : asked.userId();
        // neither the database nor XMPP carries all of these
        return shortened(wanted.replaceAll("\\p{Cntrl}", " "));
    }

    /** Judged by the token that is given along, never by what the asker claims to be; a user's second question meets a unique column. */
    private Future<Void> notTwice(Caller caller, Workgroup workgroup) {
        if (caller == null || caller.kind() != Caller.Kind.VISITOR) {
            return Future.succeededFuture();
        }
        return tables.ask(client -> tables.requests().find(client, caller.login())).compose(before -> before
                .filter(row -> !row.state().equals(UserState.START.code()) && row.workgroup().equals(workgroup.name())).isPresent()
                        ? Future.failedFuture(alreadyAsked()) : Future.succeededFuture());
    }

    private Future<Void> notTooMany(String address) {
        if (address == null) {
            return Future.succeededFuture();
        }
        return tables.ask(client -> tables.requests().openFrom(client, address)).compose(open -> open < asksPerAddress.getAsInt()
                ? Future.succeededFuture() : Future.failedFuture(new Problem(429, "too-many-asks",
                        "Too many questions from this address wait for an answer.", 60, null, null).exception()));
    }

    private Future<Asked> queued(NewRequest request, Workgroup workgroup) {
        metrics.asked(workgroup.name());
        wake.accept(workgroup.name());
        changed.accept(workgroup.name());
        return placed(request, workgroup);
    }

    private Future<Asked> placed(NewRequest request, Workgroup workgroup) {
        return tables.ask(client -> tables.requests().find(client, request.id())
                .compose(row -> tables.requests().position(client, row.orElseThrow())
                        .compose(position -> tables.experts().listening(client, workgroup.name()).map(experts -> {
                            int available = (int) experts.stream().filter(one -> one.available()).count();
                            return answer(request, workgroup, position, book.waits(workgroup.name()).estimateSeconds(position, available));
                        }))));
    }

    private Asked answer(NewRequest request, Workgroup workgroup, int position, int wait) {
        boolean closed = "closed".equals(request.reason());
        boolean waits = request.state().equals(UserState.QUEUED.code());
        return new Asked(request.id(), request.state(), places.workgroup(workgroup.name()), waits ? position : null, waits ? wait : null,
                closed, request.username() != null, workgroup.welcome().isBlank() ? null : workgroup.welcome());
    }

    private static ProblemException alreadyAsked() {
        return Problem.conflict("already-asked", "You have an open question in this workgroup.").exception();
    }

    /** When the visitor of a request comes into its room they are called so. */
    static String nicknameOf(RequestRow request, String wanted) {
        return shortened(wanted == null || wanted.isBlank() ? request.nickname() : wanted);
    }

    /** Never in the middle of a character. */
    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) > MOST_NICKNAME ? name.substring(0, name.offsetByCodePoints(0, MOST_NICKNAME)) : name;
    }
}
