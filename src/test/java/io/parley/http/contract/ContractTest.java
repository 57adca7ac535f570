package io.parley.http.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Caller;
import io.parley.http.Access;
import io.parley.http.Answer;
import io.parley.http.Operation;
import io.parley.http.Problems;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract loads, and no operation is without a handler nor a handler without an operation. */
class ContractTest {
    private static final Access NOBODY = (context, schemes) -> Future.succeededFuture(Caller.master());
    private static Vertx vertx;
    private static Contract contract;

    @BeforeAll
    static void load() {
        vertx = Vertx.vertx();
        contract = Await.await(Contract.load(vertx));
    }

    @AfterAll
    static void close() {
        Await.await(vertx.close());
    }

    @Test
    void holdsBothFormsOfEveryOperationOnASession() {
        Map<String, Long> forms = contract.operations().stream()
                .filter(spec -> spec.path().startsWith("/restapi/v1/chat/") || spec.path().startsWith("/sse/"))
                .collect(Collectors.groupingBy(OperationSpec::name, Collectors.counting()));

        assertEquals(Set.of("login", "loginAs", "renewToken", "eventsOf"),
                forms.entrySet().stream().filter(form -> form.getValue() == 1).map(Map.Entry::getKey).collect(Collectors.toSet()));
    }

    @Test
    void servesTheTextAsItIsWritten() {
        assertTrue(contract.text().startsWith("openapi: 3.1.0\n"));
        assertTrue(contract.text().contains("text/event-stream"));
    }

    @Test
    void onlyLoggingInAndAskingAndHealthNeedNoCredentials() {
        assertEquals(Set.of("login", "loginAs", "ask", "listWorkgroups", "getWorkgroup"),
                contract.operations().stream().filter(OperationSpec::anonymous)
                        .filter(spec -> !spec.path().startsWith("/restapi/v1/system/liveness")
                                && !spec.path().startsWith("/restapi/v1/system/readiness"))
                        .map(OperationSpec::name).collect(Collectors.toSet()));
    }

    @Test
    void onlyEventStreamsTakeStreamTokens() {
        assertEquals(Set.of("events", "eventsIn", "eventsOf"), contract.operations().stream()
                .filter(spec -> spec.schemes().contains("streamToken") || spec.schemes().contains("streamCookie"))
                .map(OperationSpec::id).collect(Collectors.toSet()));
        assertEquals(Set.of("secret", "bearer", "basic", "streamToken", "streamCookie"),
                contract.operations().stream().filter(spec -> spec.id().equals("events")).findFirst().orElseThrow().schemes());
    }

    @Test
    void visitorsTokensAreForTheirQuestionAlone() {
        assertEquals(Set.of("ask", "getAsk", "joinAsk", "sendAskMessage", "cancelAsk", "askEvents", "listAskMessages", "leaveAskMessage",
                "sendAskChatState"), taking("visitor"));
        assertEquals(Set.of("askEvents"), taking("visitorStream"));
    }

    private static Set<String> taking(String scheme) {
        return contract.operations().stream().filter(spec -> spec.schemes().contains(scheme)).map(OperationSpec::id)
                .collect(Collectors.toSet());
    }

    @Test
    void anOperationWithoutAHandlerStopsTheStart() {
        Map<String, Operation> handlers = StubServer.echoes(contract);
        handlers.remove("joinRoom");
        handlers.remove("listRooms");

        IllegalStateException gap = assertThrows(IllegalStateException.class, () -> router(handlers));
        assertTrue(gap.getMessage().contains("without a handler: [joinRoom, listRooms]"), gap.getMessage());
    }

    @Test
    void aHandlerWithoutAnOperationStopsTheStart() {
        Map<String, Operation> handlers = StubServer.echoes(contract);
        handlers.put("fly", call -> Future.succeededFuture(Answer.empty()));

        IllegalStateException gap = assertThrows(IllegalStateException.class, () -> router(handlers));
        assertTrue(gap.getMessage().contains("without an operation: [fly]"), gap.getMessage());
    }

    @Test
    void whatIsNoContractDoesNotLoad() {
        assertThrows(AssertionError.class, () -> Await.await(Contract.parse(vertx, "openapi: 3.1.0\npaths: 7\n")));
    }

    private static ContractRouter router(Map<String, Operation> handlers) {
        return new ContractRouter(contract, handlers, NOBODY, new Problems(), 1000);
    }
}
