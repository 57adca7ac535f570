package io.parley.admin.server;

import static io.parley.admin.server.Dialogue.form;
import static io.parley.admin.server.Dialogue.result;
import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jxmpp.jid.impl.JidCreate;

/** What servers of different habits are asked, and what their answers mean. */
class StandardServerAdminTest {
    private static final String LIST = "get-registered-users-list";

    private Instant now = Instant.EPOCH;

    private ServerAdmin admin(AdminStream server) {
        return new StandardServerAdmin(server, JidCreate.domainBareFromOrThrowUnchecked("localhost"), () -> now);
    }

    private static String users(String... jids) {
        return result("jid-multi", "registereduserjids", jids);
    }

    private static Problem refused(Future<?> failed) {
        return assertInstanceOf(ProblemException.class, failed.cause()).problem();
    }

    @Test
    void aNewUserIsDescribedTwice() {
        Dialogue server = new Dialogue().offers("add-user", form("jid-single accountjid", "text-private password",
                "text-private password-verify"), "<note type='info'>Account successfully created</note>");
        await(admin(server).addUser("carol", "a <secret> & more"));
        assertEquals(List.of("carol@localhost"), server.given("accountjid"));
        assertEquals(List.of("a <secret> & more"), server.given("password"));
        assertEquals(List.of("a <secret> & more"), server.given("password-verify"));
    }

    @Test
    void whoExistsIsAConflictInWhateverWords() {
        String form = form("jid-single accountjid", "text-private password");
        Dialogue ejabberd = new Dialogue().offers("add-user", form, "conflict");
        Dialogue prosody = new Dialogue().offers("add-user", form, "<note type='error'>Account already exists</note>")
                .offers(LIST, null, users("carol@localhost"));
        for (Dialogue server : List.of(ejabberd, prosody)) {
            assertEquals("user-exists", refused(admin(server).addUser("carol", "x")).code());
        }
        Problem other = refused(admin(prosody).addUser("dora", "x"));
        assertEquals(List.of(422, "command-refused", "The XMPP server refused: Account already exists"),
                List.of(other.status(), other.code(), other.detail()));
    }

    @Test
    void aUserIsDeletedWhenTheServerListsThemNoMore() {
        String form = form("jid-multi accountjids");
        String words = "<note type='info'>The following accounts could not be deleted: carol@localhost</note>";
        Dialogue kept = new Dialogue().offers("delete-user", form, words).offers(LIST, null, users("carol@localhost"));
        assertEquals("xmpp-protocol", refused(admin(kept).deleteUser("carol")).code());

        Dialogue gone = new Dialogue().offers("delete-user", form, "item-not-found").offers(LIST, null, users("bob@localhost"));
        await(admin(gone).deleteUser("carol"));
        assertEquals(List.of("carol@localhost"), gone.submitted.get(0).getForm().getField("accountjids").getValuesAsString());

        Dialogue refusing = new Dialogue().offers("delete-user", form, "not-allowed").offers(LIST, null, users("carol@localhost"));
        assertEquals("not-allowed", refused(admin(refusing).deleteUser("carol")).condition());
    }

    @Test
    void aPasswordIsChangedForWhoIsThere() {
        String form = form("jid-single accountjid", "text-private password");
        Dialogue server = new Dialogue().offers("change-user-password", form, "<note type='error'>User does not exist</note>")
                .offers(LIST, null, users("bob@localhost"));
        assertEquals("unknown-user", refused(admin(server).changePassword("carol", "x")).code());
        assertEquals("command-refused", refused(admin(server).changePassword("bob", "x")).code());
    }

    @Test
    void anAnnouncementIsPutWhereTheFormAsksForIt() {
        Dialogue prosody = new Dialogue().offers("announce", form("text-single subject", "text-multi announcement"), "");
        await(admin(prosody).announce("one\ntwo"));
        assertEquals(List.of("one", "two"), prosody.given("announcement"));
        assertFalse(prosody.asked("body"));

        Dialogue ejabberd = new Dialogue().offers("announce", form("text-single subject", "text-multi body"), "");
        await(admin(ejabberd).announce("one"));
        assertEquals(List.of("one"), ejabberd.given("body"));
        assertFalse(ejabberd.asked("subject"));
    }

    @Test
    void whoIsOnlineIsReadWithAndWithoutDetails() {
        Dialogue prosody = new Dialogue().offers("get-online-users-list", form("list-single max_items", "boolean details"),
                result("text-multi", "onlineuserjids", "alice@localhost", " - desk: away(5), IP: [127.0.0.1]",
                        " - phone: unavailable(-), IP: [::1]", "bob@localhost"));
        assertEquals(List.of(new OnlineUser("alice", "desk", "away", 5, "127.0.0.1"),
                new OnlineUser("alice", "phone", "unavailable", null, "::1"), new OnlineUser("bob", null, null, null, null)),
                await(admin(prosody).onlineUsers()));
        assertEquals(List.of("all"), prosody.given("max_items"));
        assertEquals(List.of("true"), prosody.given("details"));

        Dialogue ejabberd = new Dialogue().offers("get-online-users-list", null,
                result("jid-multi", "onlineuserjids", "alice@localhost", "bob@localhost/desk", "eve@elsewhere"));
        assertEquals(List.of(new OnlineUser("alice", null, null, null, null), new OnlineUser("bob", "desk", null, null, null)),
                await(admin(ejabberd).onlineUsers()));
    }

    @Test
    void aResourceCannotPretendToBeAnother() {
        assertEquals(List.of(new OnlineUser("eve", "x: chat(1), IP: [9.9.9.9]\u2028 - y", "dnd", -3, "127.0.0.1")),
                OnlineList.read(List.of("eve@localhost", " - x: chat(1), IP: [9.9.9.9]\u2028 - y: dnd(-3), IP: [127.0.0.1]"),
                        JidCreate.domainBareFromOrThrowUnchecked("localhost")));
    }

    @Test
    void aUsersResourcesHaveTheirAddresses() {
        Dialogue server = new Dialogue().offers("user-stats", form("jid-single accountjid"),
                "<x xmlns='jabber:x:data' type='form'><field type='hidden' var='FORM_TYPE'><value>http://jabber.org/protocol/admin</value>"
                + "</field><field type='text-multi' var='ipaddresses'><value>127.0.0.1:4711</value><value>::1</value></field>"
                + "<field type='text-multi' var='onlineresources'><value>desk</value><value>phone</value></field></x>");
        assertEquals(List.of(new OnlineUser("alice", "desk", null, null, "127.0.0.1"), new OnlineUser("alice", "phone", null, null, "::1")),
                await(admin(server).sessionsOf("alice")));
    }

    @Test
    void sessionsAreEndedInEitherDialect() {
        Dialogue one = new Dialogue().offers("end-user-session", form("jid-single accountjid"), "");
        await(admin(one).endSessions("alice"));
        assertEquals(List.of("alice@localhost"), one.given("accountjid"));
        Dialogue several = new Dialogue().offers("end-user-session", form("jid-multi accountjids"), "<note type='info'>done</note>");
        await(admin(several).endSessions("alice"));
        assertEquals(List.of("alice@localhost"), several.given("accountjids"));
    }

    @Test
    void aUserIsToldByAHeadline() {
        Dialogue server = new Dialogue();
        await(admin(server).tell("alice", "tea"));
        Message told = (Message) server.sent.get(0);
        assertEquals("alice@localhost", told.getTo().toString());
        assertEquals("tea", told.getBody());
        assertEquals(Message.Type.headline, told.getType());
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("users-unsupported", admin -> admin.addUser("a", "b")),
                operation("users-unsupported", admin -> admin.deleteUser("a")),
                operation("users-unsupported", admin -> admin.changePassword("a", "b")),
                operation("lockout-unsupported", admin -> admin.disableUser("a")),
                operation("lockout-unsupported", admin -> admin.reenableUser("a")),
                operation("directory-unsupported", ServerAdmin::countUsers), operation("sessions-unsupported", ServerAdmin::onlineUsers),
                operation("sessions-unsupported", admin -> admin.sessionsOf("a")),
                operation("sessions-unsupported", admin -> admin.endSessions("a")),
                operation("announce-unsupported", admin -> admin.announce("a")));
    }

    private static Arguments operation(String code, Function<ServerAdmin, Future<?>> asking) {
        return Arguments.of(code, asking);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatTheServerDoesNotOfferIs501(String code, Function<ServerAdmin, Future<?>> asking) {
        Dialogue server = new Dialogue();
        Problem refused = refused(asking.apply(admin(server)));
        assertEquals(List.of(501, code), List.of(refused.status(), refused.code()));
        assertTrue(server.submitted.isEmpty());
        assertEquals("directory-unsupported", refused(asking.apply(admin(AdminStream.none()))).code());
    }

    @Test
    void whatIsOfferedIsRememberedForAWhileAndAskedAnewAfterALoss() {
        Dialogue server = new Dialogue().offers("get-registered-users-num", null, result("text-single", "registeredusersnum", "7"));
        ServerAdmin admin = admin(server);
        assertEquals(7, await(admin.countUsers()));
        assertEquals(7, await(admin.countUsers()));
        assertEquals(1, server.discoveries);
        server.losses++;
        await(admin.countUsers());
        assertEquals(2, server.discoveries);
        now = now.plusSeconds(600);
        await(admin.countUsers());
        assertEquals(3, server.discoveries);
    }

    @Test
    void anAnswerWithoutItsFieldIs502() {
        assertEquals("xmpp-protocol", refused(admin(new Dialogue().offers("get-registered-users-num", null,
                result("text-single", "something", "7"))).countUsers()).code());
    }
}
