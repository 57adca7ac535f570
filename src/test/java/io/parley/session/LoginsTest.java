package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.chance.Secrets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoginsTest {
    private final Logins logins = new Logins(2, new Secrets(new Random(1)));

    @Test
    void theOneLongestUnusedMakesRoom() {
        String first = logins.begin().login();
        String second = logins.begin().login();
        assertTrue(logins.use(first));
        assertEquals(Optional.of(second), logins.begin().ended());
        assertFalse(logins.use(second));
        assertTrue(logins.use(first));
        assertEquals(2, logins.size());
    }

    @Test
    void anEndedLoginIsNoLogin() {
        String only = logins.begin().login();
        assertTrue(logins.end(only));
        assertFalse(logins.end(only));
        assertFalse(logins.use(only));
        assertTrue(logins.isEmpty());
    }
}
