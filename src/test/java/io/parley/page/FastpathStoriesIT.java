package io.parley.page;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A visitor asks, two experts answer: each in a browser of their own. Every story has a workgroup of its own, on a node that is the
 * components of a server of its own.
 */
@ExtendWith(BrowsersExtension.class)
@Tag("once")
class FastpathStoriesIT extends PageStories {
    private static final String ANNA = "page-anna";
    private static final String BEN = "page-ben";
    private static final List<String> EXPERTS = List.of(ANNA, BEN);
    private static final String VISITOR = "Vera";
    private static final String EMAIL = "vera@example.org";

    private String workgroup;
    private String question;

    FastpathStoriesIT(Browsers browsers) {
        super(started(), browsers);
        EXPERTS.forEach(name -> node().server().register(name, name));
    }

    private static ParleyNode started() {
        XmppServer server = XmppServer.fresh(ParleyExtension.newDirectory());
        server.start();
        return ParleyNode.start(Vertx.vertx(), server, ParleyExtension.newDirectory(), Map.of(
                "PARLEY_FASTPATH_SECRET", server.componentSecret(),
                "PARLEY_FASTPATH_PORT", Integer.toString(server.componentPort())));
    }

    @AfterAll
    void stop() {
        node().close();
        node().server().close();
        Await.await(node().vertx().close());
    }

    @BeforeEach
    void openWorkgroup() {
        workgroup = "page-" + UUID.randomUUID().toString().substring(0, 8);
        question = "What is " + UUID.randomUUID() + "?";
        node().backEnd().post("/restapi/v1/ask/admin", new JsonObject().put("name", workgroup).put("open", true)
                .put("members", new JsonArray(EXPERTS)).put("offerTimeout", 60)).expect(201);
    }

    @AfterEach
    void expertsGoHome() {
        node().backEnd().delete("/restapi/v1/ask/admin/" + workgroup).expect(200);
        EXPERTS.forEach(name -> node().backEnd().post(chat("/logoff?all=true&user=" + name)));
    }

    @Test
    void aQuestionIsRejectedAcceptedAnsweredAndHandedOver() {
        DeskPage anna = expert(ANNA);
        DeskPage ben = expert(BEN).available(false);
        AskPage vera = visitor().openFromLogin().workgroup(workgroup, "Open").ask(workgroup, VISITOR, EMAIL, question);
        vera.at("waiting").position("You are next.");

        anna.offered(question);
        anna.page().until(anna.page()::title, title -> title.startsWith("1 question for you"));
        assertTrue(anna.offerText(question).contains(VISITOR), anna.offerText(question));
        assertTrue(anna.offerText(question).contains(EMAIL), anna.offerText(question));
        ben.available(true);
        anna.reject(question);
        anna.page().until(anna.page()::title, "Parley"::equals);

        ben.offered(question).accept(question).notOffered().talking(question);
        vera.at("talking").with(BEN).meetingAt(address -> address.startsWith("https://"));

        ben.startTyping(question, "Let me");
        vera.typing(BEN);
        ben.send(question, "It is 42.").shows(question, List.of("It is 42."));
        vera.shows(List.of("It is 42.")).startTyping("Are");
        ben.typing(question, "typing");
        vera.send("Are you sure?").shows(List.of("It is 42.", "Are you sure?"));
        ben.shows(question, List.of("It is 42.", "Are you sure?"));

        vera.reload().at("talking").with(BEN).shows(List.of("It is 42.", "Are you sure?"));
        vera.send("I was away.");
        List<String> all = List.of("It is 42.", "Are you sure?", "I was away.");
        ben.shows(question, all);

        ben.transfer(question, ANNA, "She knows it best");
        anna.offered(question);
        assertTrue(anna.offerText(question).contains("She knows it best"), anna.offerText(question));
        anna.accept(question).talking(question).shows(question, all);
        vera.with(ANNA);
        anna.send(question, "Quite sure.");
        vera.shows(List.of("It is 42.", "Are you sure?", "I was away.", "Quite sure."));

        vera.leave().ended("You have left the conversation.");
        anna.over(question).close(question);
    }

    @Test
    void aQuestionIsTakenBackWhileItIsOffered() {
        DeskPage anna = expert(ANNA);
        AskPage vera = visitor().open().ask(workgroup, VISITOR, EMAIL, question).at("waiting");
        anna.offered(question);

        vera.reload().at("waiting").position("You are next.").cancel().ended("You have taken your question back.");
        anna.notOffered().news("is gone");
        vera.askAgain();
    }

    @Test
    void whoFindsNobodyLeavesAMessage() {
        node().backEnd().post("/restapi/v1/ask/admin/" + workgroup, new JsonObject().put("enabled", false)).expect(200);
        AskPage vera = visitor().open().workgroup(workgroup, "Closed").ask(workgroup, VISITOR, EMAIL, question);

        vera.ended("There is nobody here at the moment.");
        assertTrue(vera.takesMessage());
        vera.reload().ended("There is nobody here at the moment.").leaveMessage("Please write to me: " + question);
        assertFalse(vera.takesMessage());
    }

    @Test
    void twoConversationsStandSideBySideAndSurviveAReload() {
        DeskPage anna = expert(ANNA);
        AskPage vera = visitor().open().ask(workgroup, VISITOR, EMAIL, question);
        anna.offered(question).accept(question).talking(question);
        AskPage wim = visitor().open().ask(workgroup, "Wim", "wim@example.org", "And " + topic + "?");
        anna.offered(topic).accept(topic).talking(topic).sideBySide(2);

        vera.at("talking").send("I am Vera.");
        wim.at("talking").send("I am Wim.");
        anna.shows(question, List.of("I am Vera.")).shows(topic, List.of("I am Wim."));
        anna.send(topic, "Hello Wim.").send(question, "Hello Vera.");
        vera.shows(List.of("I am Vera.", "Hello Vera."));
        wim.shows(List.of("I am Wim.", "Hello Wim."));

        anna.page().reload().connected();
        anna.sideBySide(2).shows(question, List.of("I am Vera.", "Hello Vera.")).shows(topic, List.of("I am Wim.", "Hello Wim."));
        anna.close(topic);
        wim.ended("The expert has left, and with them the conversation has ended.");
        anna.sideBySide(1).send(question, "Only you are left.");
        vera.shows(List.of("I am Vera.", "Hello Vera.", "Only you are left."));
    }

    @Test
    void anExpertLeavesAWorkgroupAndComesBack() {
        DeskPage anna = expert(ANNA).leave(workgroup);
        AskPage vera = visitor().open().ask(workgroup, VISITOR, EMAIL, question).at("waiting");
        anna.queue(workgroup, "").notOffered().join(workgroup, 2).offered(question).accept(question).talking(question);
        vera.at("talking");
    }

    private DeskPage expert(String name) {
        return new DeskPage(desktop().logInAs(name)).open();
    }
}
