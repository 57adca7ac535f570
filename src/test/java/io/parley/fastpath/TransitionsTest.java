package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private enum Door { OPEN, SHUT, LOCKED }

    private enum Act { SHUT, OPEN, LOCK, KICK }

    private final Transitions<Door, Act> table = Transitions.of(Door.class, Act.class)
            .on(Act.SHUT, Door.OPEN, Door.SHUT)
            .on(Act.OPEN, Door.SHUT, Door.OPEN)
            .on(Act.LOCK, Door.SHUT, Door.LOCKED)
            .on(Act.SHUT, Door.LOCKED, Door.SHUT)
            .orElse(Act.OPEN, "not-shut")
            .build();

    @Test
    void anEventLeadsWhereTheTableSaysAndNowhereElse() {
        assertEquals(Optional.of(Door.SHUT), table.after(Door.OPEN, Act.SHUT));
        assertEquals(Optional.empty(), table.after(Door.LOCKED, Act.OPEN));
        assertEquals(Optional.empty(), table.after(Door.LOCKED, Act.KICK));
        assertEquals(Door.LOCKED, table.require(Door.SHUT, Act.LOCK));
    }

    @Test
    void itTellsFromWhichStatesAnEventIsAllowed() {
        assertEquals(Set.of(Door.OPEN, Door.LOCKED), table.before(Act.SHUT));
        assertEquals(Set.of(), table.before(Act.KICK));
    }

    @Test
    void whatIsNotAllowedIsA409WithTheCodeOfTheEvent() {
        Problem refused = refused(Door.LOCKED, Act.OPEN);
        assertEquals(409, refused.status());
        assertEquals("not-shut", refused.code());
        assertEquals("wrong-state", refused(Door.OPEN, Act.LOCK).code());
    }

    @Test
    void twoWaysFromOneStateWithOneEventAreAFaultOfTheTable() {
        Transitions.Builder<Door, Act> builder = Transitions.of(Door.class, Act.class).on(Act.KICK, Door.SHUT, Door.OPEN);
        assertThrows(IllegalArgumentException.class, () -> builder.on(Act.KICK, Door.SHUT, Door.LOCKED));
    }

    private Problem refused(Door door, Act act) {
        return assertThrows(ProblemException.class, () -> table.require(door, act)).problem();
    }
}
