package io.parley.http.contract;

import io.parley.bus.Caller;
import io.parley.bus.Problem;
import io.parley.http.Access;
import io.parley.http.Aliases;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Docs;
import io.parley.http.Operation;
import io.parley.http.Problems;
import io.parley.http.RequestLog;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The real router over a real HTTP server, with operations that answer what reached them. */
public final class StubServer implements AutoCloseable {
    public static final String CREDENTIALS = "good";
    static final int MAX_BODY = 2000;

    private final Vertx vertx;
    private final HttpServer server;
    private final Contract contract;

    private StubServer(Vertx vertx, HttpServer server, Contract contract) {
        this.vertx = vertx;
        this.server = server;
        this.contract = contract;
    }

    public static StubServer start() {
        return start(Map.of());
    }

    /** @param special operations that do something else than to echo */
    public static StubServer start(Map<String, Operation> special) {
        Vertx vertx = Vertx.vertx();
        Contract contract = Await.await(Contract.load(vertx));
        Map<String, Operation> operations = echoes(contract);
        operations.putAll(special);
        Problems problems = new Problems();
        Router router = new ContractRouter(contract, operations, access(), problems, MAX_BODY)
                .router(vertx, List.of(new Aliases(), new RequestLog(Clock.systemUTC(), new Random(1))));
        new Docs(contract.text()).install(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router).invalidRequestHandler(problems.invalidRequests());
        return new StubServer(vertx, Await.await(server.listen(0, "127.0.0.1")), contract);
    }

    /** Every operation answers its own name, the parameters of its path, and how it was called. */
    static Map<String, Operation> echoes(Contract contract) {
        Map<String, Operation> operations = new HashMap<>();
        contract.operations().forEach(spec -> operations.put(spec.name(), call -> Future.succeededFuture(echo(spec.name(), call))));
        return operations;
    }

    Vertx vertx() {
        return vertx;
    }

    Contract contract() {
        return contract;
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        Await.await(vertx.close());
    }

    private static Answer echo(String name, Call call) {
        JsonObject query = new JsonObject();
        call.context().queryParams().forEach(query::put);
        return Answer.ok(new JsonObject().put("operation", name).put("path", new JsonObject(Map.copyOf(call.context().pathParams())))
                .put("query", query).put("text", call.text()).put("caller", call.caller().map(Caller::user).orElse(null)));
    }

    private static Access access() {
        return (context, schemes) -> CREDENTIALS.equals(context.request().getHeader("Authorization")) && !schemes.equals(Set.of())
                ? Future.succeededFuture(new Caller(Caller.Kind.USER, "alice", null))
                : Future.failedFuture(Problem.of(401, "credentials-missing", "Credentials are needed.").exception());
    }
}
