package io.parley.xmpp.transport;

import static io.parley.xmpp.transport.AcknowledgementsTest.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.xmpp.wire.StreamFault;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jivesoftware.smack.packet.Stanza;
import org.junit.jupiter.api.Test;

/**
 * A managed stream against a model of the server (XEP-0198): whatever is on its way when the line is cut, and wherever it is cut, both
 * sides have everything once and in order when it was resumed; and know what became of everything when it could not be.
 */
class ManagedStreamPropertyTest {
    private static final int STEPS = 40;

    @Test
    void aResumedStreamLosesNothingAndSaysNothingTwice() throws StreamFault {
        for (int seed = 0; seed < 150; seed++) {
            for (int cut = 0; cut <= STEPS; cut++) {
                Conversation conversation = new Conversation(seed);
                conversation.go(cut);
                conversation.cutAndResume();
                conversation.go(STEPS - cut);
                conversation.cutAndResume();
                conversation.finish();
                String where = "seed " + seed + ", cut at " + cut;
                assertEquals(conversation.said, conversation.server.heard, where);
                assertEquals(conversation.said, conversation.acknowledged, where);
                assertEquals(conversation.server.said, conversation.heard, where);
            }
        }
    }

    @Test
    void whatIsNotResumedIsAcknowledgedOrHandedBack() throws StreamFault {
        for (int seed = 0; seed < 150; seed++) {
            for (int cut = 0; cut <= STEPS; cut++) {
                Conversation conversation = new Conversation(seed);
                conversation.go(cut);
                List<String> handedBack = AcknowledgementsTest.ids(conversation.sm.giveUp());
                String where = "seed " + seed + ", cut at " + cut;
                List<String> all = new ArrayList<>(conversation.acknowledged);
                all.addAll(handedBack);
                assertEquals(conversation.said, all, where);
                assertTrue(conversation.server.heard.containsAll(conversation.acknowledged), where);
            }
        }
    }

    /** Our side with two lines to the model and back, along which things are on their way. */
    private static final class Conversation {
        private final Random random;
        private final Acknowledgements sm = new Acknowledgements(1_000, 1_000_000);
        private final Server server = new Server();
        private final Deque<Object> toServer = new ArrayDeque<>();
        private final Deque<Object> toUs = new ArrayDeque<>();
        private final List<String> said = new ArrayList<>();
        private final List<String> heard = new ArrayList<>();
        private final List<String> acknowledged = new ArrayList<>();

        Conversation(int seed) {
            random = new Random(seed);
            // near the end of the counters, so that they wrap on the way
            long start = 0xFFFF_FFFFL - random.nextInt(20);
            sm.enabled(new Resumption("id", null, null), start);
            server.handled = start;
            server.acknowledged = start;
        }

        void go(int steps) throws StreamFault {
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> say();
                    case 1 -> server.say(toUs);
                    case 2, 3 -> serverHears();
                    default -> weHear();
                }
            }
        }

        private void say() {
            String id = "c" + said.size();
            said.add(id);
            send(message(id));
        }

        private void send(Stanza stanza) {
            toServer.add(stanza.getStanzaId());
            sm.sent(stanza, 1);
            if (random.nextBoolean()) {
                toServer.add(new Request());
            }
        }

        private void serverHears() {
            Object one = toServer.poll();
            if (one != null) {
                server.hear(one, toUs);
            }
        }

        private void weHear() throws StreamFault {
            Object one = toUs.poll();
            if (one instanceof Answer answer) {
                acknowledged.addAll(AcknowledgementsTest.ids(sm.acknowledged(answer.count())));
            } else if (one instanceof Request) {
                toServer.add(new Answer(sm.handled()));
            } else if (one instanceof String id) {
                heard.add(id);
                sm.handledOne();
            }
        }

        /** What is on its way is lost; each side tells the other what it has, and gets the rest again. */
        void cutAndResume() throws StreamFault {
            toServer.clear();
            toUs.clear();
            sm.suspend(Instant.EPOCH);
            server.acknowledge(sm.handled());
            acknowledged.addAll(AcknowledgementsTest.ids(sm.acknowledged(server.handled)));
            sm.resumed().forEach(stanza -> toServer.add(stanza.getStanzaId()));
            toUs.addAll(server.unacknowledged);
        }

        void finish() throws StreamFault {
            toServer.add(new Request());
            while (!toServer.isEmpty() || !toUs.isEmpty()) {
                serverHears();
                weHear();
            }
        }
    }

    private record Request() {
    }

    private record Answer(long count) {
    }

    /** The other side, as the specification has it. */
    private static final class Server {
        private static final long WRAP = 1L << 32;
        private final List<String> said = new ArrayList<>();
        private final List<String> heard = new ArrayList<>();
        private final Deque<String> unacknowledged = new ArrayDeque<>();
        private long handled;
        private long acknowledged;

        void say(Deque<Object> line) {
            String id = "s" + said.size();
            said.add(id);
            unacknowledged.add(id);
            line.add(id);
            line.add(new Request());
        }

        void hear(Object one, Deque<Object> line) {
            if (one instanceof Request) {
                line.add(new Answer(handled));
            } else if (one instanceof Answer answer) {
                acknowledge(answer.count());
            } else {
                heard.add((String) one);
                handled = (handled + 1) % WRAP;
            }
        }

        void acknowledge(long count) {
            while (acknowledged != count) {
                acknowledged = (acknowledged + 1) % WRAP;
                unacknowledged.remove();
            }
        }
    }
}
