package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.Test;

class HoldTest {
    private final Hold hold = new Hold();

    @Test
    void messagesWaitInOrderWhileItIsClosed() {
        Message first = new Message();
        Message second = new Message();
        assertFalse(hold.keeps(first));
        hold.close();
        assertTrue(hold.keeps(first));
        assertTrue(hold.keeps(second));
        assertEquals(List.of(first, second), hold.open());
        assertFalse(hold.keeps(first));
        assertEquals(List.of(), hold.open());
    }

    @Test
    void whatWouldOverflowItIsLetThrough() {
        hold.close();
        for (int number = 0; number < 5_000; number++) {
            assertTrue(hold.keeps(new Message()));
        }
        assertFalse(hold.keeps(new Message()));
        assertEquals(5_000, hold.open().size());
    }
}
