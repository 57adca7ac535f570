package io.parley.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smackx.commands.AdHocCommand.Action;
import org.jivesoftware.smackx.commands.packet.AdHocCommandData;
import org.jxmpp.jid.impl.JidCreate;
import org.junit.jupiter.api.Test;

/** The dialogue with servers of different habits, each answer as it comes over the wire. */
class RegisteredUsersTest {
    private static final String FORM = """
            <x xmlns='jabber:x:data' type='form'><title>List</title>
              <field type='hidden' var='FORM_TYPE'><value>http://jabber.org/protocol/admin</value></field>
              <field type='list-single' label='Maximum' var='max_items'>%s</field></x>""";
    private static final String USERS = """
            <x xmlns='jabber:x:data' type='result'>
              <field type='hidden' var='FORM_TYPE'><value>http://jabber.org/protocol/admin</value></field>
              <field type='%s' var='registereduserjids'>%s</field></x>""";

    private final List<AdHocCommandData> asked = new ArrayList<>();

    @Test
    void aServerThatAsksForAFormGetsItFilledForEverybody() {
        List<String> users = await(users(answering(
                command("executing", FORM.formatted("<value>none</value>" + option("25") + option("none"))),
                command("completed", USERS.formatted("jid-multi", "<value>bob@localhost</value><value>alice@localhost</value>")))).list());
        assertEquals(List.of("alice", "bob"), users);

        assertEquals(List.of(Action.execute, Action.complete), asked.stream().map(AdHocCommandData::getAction).toList());
        assertEquals("localhost", asked.get(0).getTo().toString());
        assertEquals(IQ.Type.set, asked.get(0).getType());
        assertEquals("session-1", asked.get(1).getSessionID());
        assertEquals("none", asked.get(1).getForm().getField("max_items").getFirstValue());
        assertEquals("http://jabber.org/protocol/admin", asked.get(1).getForm().getFormType());
    }

    @Test
    void aServerThatOffersNumbersAloneIsAskedForItsLargest() {
        await(users(answering(
                command("executing", FORM.formatted(option("25") + option("200") + option("50"))),
                command("completed", USERS.formatted("jid-multi", "<value>bob@localhost</value>")))).list());
        assertEquals("200", asked.get(1).getForm().getField("max_items").getFirstValue());
    }

    @Test
    void aServerMayAnswerAtOnceAndAllInOneText() {
        assertEquals(List.of("alice", "bob"), await(users(answering(command("completed",
                USERS.formatted("text-multi", "<value>bob@localhost\nalice@localhost</value><value>alice@localhost</value>")))).list()));
    }

    @Test
    void othersDomainsAndWhatIsNoUserAreLeftOut() {
        assertEquals(List.of("alice"), await(users(answering(command("completed", USERS.formatted("text-multi",
                "<value>alice@localhost</value><value>eve@elsewhere.example</value><value>localhost</value><value></value>")))).list()));
    }

    @Test
    void aListWithoutEndIsCut() {
        assertEquals(List.of("a", "b", "c"), await(users(answering(command("completed", USERS.formatted("jid-multi",
                "<value>d@localhost</value><value>c@localhost</value><value>b@localhost</value><value>a@localhost</value>")))).list()));
    }

    @Test
    void aServerWithoutTheCommandIsA501() {
        for (String condition : List.of("service-unavailable", "feature-not-implemented", "item-not-found", "forbidden", "not-allowed")) {
            ProblemException refused = refused(request -> Future.failedFuture(Problem.refused(condition, "No.").exception()));
            assertEquals(501, refused.problem().status(), condition);
            assertEquals("directory-unsupported", refused.problem().code());
        }
    }

    @Test
    void otherFailuresStayWhatTheyAre() {
        ProblemException away = refused(request -> Future.failedFuture(Problem.unavailable("xmpp-unavailable", "Away.", 5).exception()));
        assertEquals("xmpp-unavailable", away.problem().code());
        assertEquals(422, refused(request -> Future.failedFuture(Problem.refused("bad-request", "No.").exception())).problem().status());
    }

    @Test
    void aServerThatDoesNotKeepToTheStandardIsA502() {
        String form = FORM.formatted("<value>none</value>");
        List<IqChannel> odd = List.of(
                answering(command("completed", "")),
                answering(command("completed", "<note type='error'>max_items: a number or none</note>")),
                answering(command("canceled", "")),
                answering(command("completed", "<x xmlns='jabber:x:data' type='result'/>")),
                answering(command("executing", form), command("executing", form), command("executing", form), command("executing", form),
                        command("executing", form)));
        for (IqChannel channel : odd) {
            ProblemException refused = refused(channel);
            assertEquals(502, refused.problem().status());
            assertEquals("xmpp-protocol", refused.problem().code());
        }
    }

    private ProblemException refused(IqChannel channel) {
        return assertThrows(ProblemException.class, () -> await(users(channel).list()));
    }

    private static RegisteredUsers users(IqChannel channel) {
        return new RegisteredUsers(new AdHoc(channel), JidCreate.domainBareFromOrThrowUnchecked("localhost"), 3);
    }

    /** Gives these answers in turn, and fails when asked more often. */
    private IqChannel answering(String... answers) {
        List<String> left = new ArrayList<>(List.of(answers));
        return request -> {
            asked.add((AdHocCommandData) request);
            return Future.succeededFuture(parsed(left.remove(0)));
        };
    }

    private static String command(String status, String content) {
        return """
                <iq xmlns='jabber:client' type='result' id='1' from='localhost' to='admin@localhost/x'>
                  <command xmlns='http://jabber.org/protocol/commands' node='%s' sessionid='session-1' status='%s'>%s</command>
                </iq>""".formatted(RegisteredUsers.NODE, status, content);
    }

    private static String option(String value) {
        return "<option><value>" + value + "</value></option>";
    }

    private static IQ parsed(String xml) {
        try {
            return PacketParserUtils.parseStanza(xml);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
