package io.parley.http.contract;

import io.parley.bus.Caller;
import io.parley.bus.Problem;
import io.parley.http.Access;
import io.parley.http.AnswerWriter;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.parley.http.Problems;
import io.parley.http.RequestLog;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Builds the router from the contract. A request passes, in this order: the path and method (404, 405), the body's type (415) and size
 * (413), the credentials (401, 403, 429), the contract (400, 422), the operation; {@link Problems} answers whatever fails on the way.
 *
 * <p>vertx-web-openapi-router is not used: it validates before it authenticates, reads strings as JSON, and falls back to a looser
 * path when a more literal one lacks the method.
 */
public final class ContractRouter {
    private static final String ADMITTED = "parley.admitted";

    private final Contract contract;
    private final Map<String, Operation> operations;
    private final Access access;
    private final Problems problems;
    private final BodyHandler bodies;

    /** A request's operation, what carries it out, and the type of its body. */
    private record Admitted(OperationSpec spec, Operation operation, String type) {
    }

    /**
     * @param operations by operationId of the form without a session in the path, which serve both forms
     * @param maxBody    bytes
     * @throws IllegalStateException that names them when an operation has no handler or a handler no operation
     */
    public ContractRouter(Contract contract, Map<String, Operation> operations, Access access, Problems problems, long maxBody) {
        this.contract = contract;
        this.operations = Map.copyOf(operations);
        this.access = access;
        this.problems = problems;
        this.bodies = BodyHandler.create(false).setBodyLimit(maxBody).setMergeFormAttributes(false);
        requireComplete();
    }

    /**
     * The router; other routes (documentation, static files) can be added behind.
     *
     * @param first handlers that see every request before its credentials are looked at, in order: aliases, {@link RequestLog}, CORS
     */
    public Router router(Vertx vertx, List<Handler<RoutingContext>> first) {
        Router router = Router.router(vertx);
        problems.install(router);
        first.forEach(handler -> router.route().handler(handler));
        contract.byPath().forEach((path, specs) -> mount(router, path, specs));
        return router;
    }

    private void mount(Router router, String path, List<OperationSpec> specs) {
        Map<HttpMethod, OperationSpec> methods = specs.stream().collect(Collectors.toUnmodifiableMap(OperationSpec::method, spec -> spec));
        String pattern = path.replaceAll("\\{(\\w+)}", ":$1");
        // one route, for Vert.x compares a request with each in turn; it takes a body handler behind others only when it does not know it
        router.route(pattern).handler(context -> admit(context, methods)).handler(bodies::handle).handler(this::carryOut);
    }

    private void admit(RoutingContext context, Map<HttpMethod, OperationSpec> methods) {
        OperationSpec spec = methods.get(context.request().method());
        if (spec == null) {
            context.response().putHeader(HttpHeaders.ALLOW, names(methods.keySet()));
            throw Problem.of(405, "method-not-allowed", "This path takes " + names(methods.keySet()) + ".").exception();
        }
        context.put(RequestLog.OPERATION, spec.id());
        context.put(ADMITTED, new Admitted(spec, operations.get(spec.name()), ContentCheck.typeOf(context.request(), spec.body())));
        context.next();
    }

    private void carryOut(RoutingContext context) {
        Admitted admitted = context.get(ADMITTED);
        identify(context, admitted.spec())
                .compose(caller -> {
                    context.put(RequestLog.CALLER, caller);
                    new RequestCheck(admitted.spec(), context).run(admitted.type());
                    return admitted.operation().handle(new Call(context, caller));
                })
                .map(answer -> AnswerForms.of(context, admitted.spec(), answer))
                .onSuccess(answer -> AnswerWriter.write(context, answer))
                .onFailure(context::fail);
    }

    private Future<Caller> identify(RoutingContext context, OperationSpec spec) {
        if (spec.anonymous() && !context.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            return Future.succeededFuture();
        }
        return access.identify(context, spec.schemes());
    }

    private void requireComplete() {
        Set<String> declared = contract.operations().stream().map(OperationSpec::name).collect(Collectors.toSet());
        Set<String> unhandled = without(declared, operations.keySet());
        Set<String> undeclared = without(operations.keySet(), declared);
        if (!unhandled.isEmpty() || !undeclared.isEmpty()) {
            throw new IllegalStateException("openapi.yaml and the handlers differ; operations without a handler: " + unhandled
                    + ", handlers without an operation: " + undeclared);
        }
    }

    private static Set<String> without(Collection<String> all, Collection<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String names(Set<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }
}
