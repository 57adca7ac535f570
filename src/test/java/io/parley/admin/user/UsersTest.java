package io.parley.admin.user;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.AccountChange;
import io.parley.bus.AdminCommand;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.DirectoryReply.User;
import io.parley.bus.Done;
import io.parley.bus.LiveSessionCommand.EndSessions;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.UserCommand.ChangeUser;
import io.parley.bus.UserCommand.CreateUser;
import io.parley.bus.UserCommand.DeleteUser;
import io.parley.bus.UserCommand.GetUser;
import io.parley.bus.UserCommand.LetIn;
import io.parley.bus.UserCommand.LockOut;
import io.parley.support.Eventually;
import io.parley.store.UserDetail;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is half-done when the XMPP server or the database refuses in the middle, or the problem says what was done. */
class UsersTest {
    private static final List<Property> TEA = List.of(new Property("tea", "green"));
    private static final String DISABLE = "http://jabber.org/protocol/admin#disable-user";

    @TempDir
    Path directory;
    private UserWorld world;

    @BeforeEach
    void start() {
        world = new UserWorld(directory);
        world.server.passwords.put("bob", "b-secret");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Problem refused(AdminCommand command) {
        Future<?> failed = world.ask(command);
        Eventually.get(failed::isComplete, complete -> complete);
        return assertInstanceOf(ProblemException.class, failed.cause()).problem();
    }

    private static CreateUser carol() {
        return new CreateUser("carol", "Carol", "c@x.example", "c-secret", TEA);
    }

    private Map<String, UserDetail> kept(String user) {
        return await(world.details.of(List.of(user)));
    }

    @Test
    void whateverElseIsKeptOfAUserIsToldOfTheirComingAndGoing() {
        await(world.ask(carol()));
        await(world.ask(new DeleteUser("carol")));
        assertEquals(List.of("created carol", "deleted carol"), world.belonging);
    }

    @Test
    void whatTheServerRefusesLeavesNothing() {
        world.server.refuses = Set.of("add carol");
        assertEquals("not-allowed", refused(carol()).condition());
        assertEquals(List.of(), world.belonging);
        assertEquals(Map.of(), kept("carol"));
        assertEquals("unknown-user", refused(new GetUser("carol")).code());
    }

    @Test
    void anAccountWhoseRowsCannotBeWrittenIsTakenBack() {
        world.belongingsStay = true;
        assertEquals("store-unavailable", refused(carol()).code());
        assertEquals(List.of("add carol", "delete carol"), world.server.done);
        assertFalse(world.server.passwords.containsKey("carol"));
    }

    @Test
    void whatCannotBeTakenBackIsTold() {
        world.belongingsStay = true;
        world.server.refuses = Set.of("delete carol");
        Problem refused = refused(carol());
        assertEquals("store-unavailable", refused.code());
        assertEquals(List.of("the account was made"), refused.extension().get("done"));
    }

    @Test
    void aNewUserInheritsNothingFromOneOfTheSameName() {
        await(world.details.replace("carol", new UserDetail("Old Carol", "old@x.example", TEA)));
        await(world.lockouts.add("carol"));
        world.ask(new CreateUser("carol", null, null, "c-secret", List.of()), Done.class);
        assertEquals(new User("carol", "", null, List.of()), world.ask(new GetUser("carol"), User.class));
        assertFalse(await(world.lockouts.has("carol")));
    }

    @Test
    void badPropertiesReachNobody() {
        List<Property> twice = List.of(new Property("k", "1"), new Property("k", "2"));
        assertEquals("invalid-property", refused(new CreateUser("carol", null, null, "x", twice)).code());
        assertEquals("invalid-property", refused(new ChangeUser("bob", null, null, "x", twice)).code());
        assertEquals("invalid-property", refused(new ChangeUser("bob", null, null, "x", List.of(new Property(" ", "v")))).code());
        assertEquals(List.of(), world.server.done);
    }

    @Test
    void aPasswordThatTheServerRefusesChangesNothingElse() {
        world.server.refuses = Set.of("password bob");
        assertEquals("not-allowed", refused(new ChangeUser("bob", "Robert", null, "new", null)).condition());
        assertEquals(Map.of(), kept("bob"));
        assertEquals(List.of(), world.changes);
    }

    @Test
    void aChangedPasswordIsForgottenEverywhereAndToldWhenTheRestFails() {
        world.ask(new ChangeUser("bob", "Robert", null, "new", null), Done.class);
        assertEquals(List.of(new AccountChange("bob", null)), world.changes);
        world.loseStore();
        Problem refused = refused(new ChangeUser("bob", "Rob", null, "newer", null));
        assertEquals(List.of("the password was changed"), refused.extension().get("done"));
    }

    @Test
    void aDeletedUserIsGoneEverywhere() {
        world.ask(carol(), Done.class);
        world.ask(new LockOut("carol"), Done.class);
        world.changes.clear();
        world.ask(new DeleteUser("carol"), Done.class);
        assertEquals(List.of(new AccountChange("carol", "deleted")), world.changes);
        assertEquals(Map.of(), kept("carol"));
        assertFalse(await(world.lockouts.has("carol")));
        assertEquals("unknown-user", refused(new DeleteUser("carol")).code());
    }

    @Test
    void whatOfADeletionFailsIsTold() {
        world.belongingsStay = true;
        assertEquals(List.of("the account was deleted"), refused(new DeleteUser("bob")).extension().get("done"));
    }

    @Test
    void withoutTheDatabaseNobodyIsDeletedOrMade() {
        world.loseStore();
        assertEquals("store-unavailable", refused(new DeleteUser("bob")).code());
        assertEquals("store-unavailable", refused(carol()).code());
        assertEquals(List.of(), world.server.done);
    }

    @Test
    void aNewUserGetsNothingThatADeletionHasLeft() {
        world.belongingsStay = true;
        refused(new DeleteUser("bob"));
        CreateUser again = new CreateUser("bob", null, null, "new", List.of());
        assertEquals("store-unavailable", refused(again).code());
        assertFalse(world.server.passwords.containsKey("bob"), "it cannot be known what would be theirs");
        world.belongingsStay = false;
        world.belonging.clear();
        world.ask(again, Done.class);
        assertEquals(List.of("deleted bob", "created bob"), world.belonging);
    }

    @Test
    void whomTheServerKeepsLosesNothing() {
        for (Runnable trouble : List.<Runnable>of(() -> world.server.refuses = Set.of("delete bob"),
                () -> world.server.silent = Set.of("delete bob"))) {
            trouble.run();
            refused(new DeleteUser("bob"));
            world.server.passwords.put("bob", "b-secret"); // it was not done
            assertEquals("user-exists", refused(new CreateUser("bob", null, null, "new", List.of())).code());
        }
        assertEquals(List.of(), world.belonging);
    }

    @Test
    void aDeletionThatBrokeOffIsFinishedByTheNext() {
        world.ask(carol(), Done.class);
        world.belongingsStay = true;
        assertEquals(List.of("the account was deleted"), refused(new DeleteUser("carol")).extension().get("done"));
        assertEquals("store-unavailable", refused(new DeleteUser("carol")).code());
        await(world.details.replace("carol", new UserDetail("Old Carol", null, TEA)));
        await(world.lockouts.add("carol"));
        world.belongingsStay = false;
        world.belonging.clear();
        world.changes.clear();
        assertEquals("unknown-user", refused(new DeleteUser("carol")).code());
        assertEquals(List.of("deleted carol"), world.belonging);
        assertEquals(List.of(new AccountChange("carol", "deleted")), world.changes);
        assertEquals(Map.of(), kept("carol"));
        assertFalse(await(world.lockouts.has("carol")));
    }

    @Test
    void aPasswordThatWasPerhapsChangedIsForgottenEverywhere() {
        world.server.silent = Set.of("password bob");
        assertEquals("xmpp-timeout", refused(new ChangeUser("bob", "Robert", null, "new", null)).code());
        assertEquals(List.of(new AccountChange("bob", null)), world.changes);
        assertEquals(Map.of(), kept("bob"));
    }

    @Test
    void aLockoutThatTheServerHasPerhapsMadeStays() {
        world.server.commands = Set.of(DISABLE);
        world.server.silent = Set.of("disable bob");
        Problem refused = refused(new LockOut("bob"));
        assertEquals("xmpp-timeout", refused.code());
        assertEquals(List.of("the user is locked out"), refused.extension().get("done"));
        assertTrue(await(world.lockouts.has("bob")));
        assertEquals(List.of(new AccountChange("bob", "locked-out")), world.changes);
    }

    @Test
    void aLockoutThatTheServerRefusesIsNone() {
        world.server.commands = Set.of(DISABLE);
        world.server.refuses = Set.of("disable bob");
        assertEquals("not-allowed", refused(new LockOut("bob")).condition());
        assertFalse(await(world.lockouts.has("bob")));
        assertEquals(List.of(), world.changes);
    }

    @Test
    void whereTheServerLocksNobodyOutParleyDoes() {
        world.ask(new LockOut("bob"), Done.class);
        assertTrue(await(world.lockouts.has("bob")));
        assertEquals(List.of(), world.server.done);
        assertEquals(List.of(new AccountChange("bob", "locked-out")), world.changes);
        world.ask(new LetIn("bob"), Done.class);
        assertFalse(await(world.lockouts.has("bob")));
    }

    @Test
    void whereTheServerCanItDoesToo() {
        world.server.commands = Set.of(DISABLE, "http://jabber.org/protocol/admin#reenable-user",
                "http://jabber.org/protocol/admin#end-user-session");
        world.ask(new LockOut("bob"), Done.class);
        world.ask(new LockOut("bob"), Done.class);
        world.ask(new LetIn("bob"), Done.class);
        assertEquals(List.of("disable bob", "end bob", "disable bob", "end bob", "reenable bob"), world.server.done);
    }

    @Test
    void whileTheDatabaseIsAwayTheLockoutsThatAreKnownHold() {
        world.ask(new LockOut("bob"), Done.class);
        world.loseStore();
        assertTrue(await(world.lockouts.has("bob")));
        assertFalse(await(world.lockouts.has("carol")));
    }

    @Test
    void parleysOwnAccountIsSpared() {
        world.server.passwords.put("admin", "x");
        assertEquals("parley-account", refused(new DeleteUser("admin")).code());
        assertEquals("parley-account", refused(new LockOut("admin")).code());
        assertEquals("parley-account", refused(new ChangeUser("admin", null, null, "new", null)).code());
        assertEquals("parley-account", refused(new EndSessions("admin")).code());
        assertEquals(List.of(), world.server.done);
        world.ask(new ChangeUser("admin", "Parley", null, null, null), Done.class);
    }
}
