package io.parley.xmpp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Streams that were damaged at random, cut at random: whatever they are, they are the same wherever the network cuts them. Each round has a
 * seed of its own, which is told when it fails; {@code -Dparley.fuzz.seed} begins with that one, {@code -Dparley.fuzz.rounds} goes on longer.
 */
class FramingFuzzTest {
    private static final long SEED = Long.getLong("parley.fuzz.seed", 6120L);
    private static final int ROUNDS = Integer.getInteger("parley.fuzz.rounds", 15_000);
    private static final int NO_LIMIT = 1 << 20;
    private static final int LIMIT = 300;
    private static final String DECLARATION = "<?xml version='1.0'?>";
    private static final String HEADER = DECLARATION + "<stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' from=\"a&amp;b\" id='>'>";
    private static final List<String> CORPUS = List.of(
            "<message id='m1'><body>5 &gt; 3 &amp; ü中😀</body></message>",
            "<message><body><![CDATA[ </body> ]] ]]]></body></message>",
            "<a b='/>' c=\"'>\"/>",
            "<a><!-- a comment > --></a>",
            "<?pi with='words'?>",
            "<a><?pi?></a>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]>",
            "<a>&#x1F600;&#65;&apos;</a>",
            "<a>&entity;</a>",
            "<n>".repeat(60) + "</n>".repeat(60),
            "<a b='" + "x".repeat(500) + "'/>",
            "<iq type='result' id='1'><query xmlns='jabber:iq:roster'><item jid='a@b'/></query></iq>",
            "<r xmlns='urn:xmpp:sm:3'/>",
            " \r\n\t",
            "</stream:stream>");
    private static final byte[] MARKS = "<>/!?&;'\"[]-= \u0000a".getBytes(StandardCharsets.US_ASCII);

    /** What was made of a stream: its elements in order, and what is wrong with the rest. */
    private record Reading(List<String> told, String fault) {
    }

    @Test
    void wherever() {
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            byte[] stream = damaged(random, 0);
            Reading whole = read(stream, new Random(0), stream.length + 1, NO_LIMIT);
            assertEquals(whole, read(stream, random, 1 + random.nextInt(40), NO_LIMIT), "seed " + seed);
            assertEquals(whole, read(stream, random, 1, NO_LIMIT), "seed " + seed);
            refused += whole.fault() == null ? 0 : 1;
        }
        assertTrue(refused > ROUNDS / 20 && refused < ROUNDS * 19 / 20, refused + " of " + ROUNDS + " were refused");
    }

    /**
     * Of an element that is too long and has another fault too, the place of the cut may decide which is seen first. And whether a
     * declaration is too long is asked only of one that has to be kept; it is told to nobody.
     */
    @Test
    void whereverWithALimitToo() {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            byte[] stream = damaged(random, DECLARATION.length());
            Reading whole = read(stream, new Random(0), stream.length + 1, LIMIT);
            Reading cut = read(stream, random, 1 + random.nextInt(40), LIMIT);
            assertEquals(whole.told(), cut.told(), "seed " + seed);
            assertEquals(whole.fault() == null, cut.fault() == null, "seed " + seed);
            assertTrue(cut.told().stream().allMatch(one -> one.getBytes(StandardCharsets.UTF_8).length <= LIMIT), "seed " + seed);
        }
    }

    /** A stream that ends anywhere: what was whole has been told, and no more. */
    @Test
    void aStreamThatBreaksOffHasToldWhatWasWhole() {
        String all = HEADER + String.join("", CORPUS.stream().filter(one -> read(utf8(HEADER + one), new Random(0), NO_LIMIT, NO_LIMIT)
                .fault() == null).toList());
        byte[] stream = utf8(all);
        Reading whole = read(stream, new Random(0), stream.length + 1, NO_LIMIT);
        int before = 0;
        for (int end = 0; end <= stream.length; end++) {
            List<String> told = read(Arrays.copyOf(stream, end), new Random(0), NO_LIMIT, NO_LIMIT).told();
            assertEquals(whole.told().subList(0, told.size()), told, "broken off at " + end);
            assertTrue(told.size() == before || told.size() == before + 1, "broken off at " + end);
            before = told.size();
        }
        assertEquals(whole.told().size(), before);
    }

    private static byte[] damaged(Random random, int sound) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(CORPUS.get(random.nextInt(CORPUS.size())));
        }
        byte[] stream = utf8(text.toString());
        for (int i = random.nextInt(4); i > 0; i--) {
            stream = damage(stream, random, sound);
        }
        return stream;
    }

    private static byte[] damage(byte[] stream, Random random, int sound) {
        int from = sound + random.nextInt(stream.length - sound);
        int to = Math.min(stream.length, from + random.nextInt(12));
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(stream, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> damaged.write(MARKS[random.nextInt(MARKS.length)]); // added
            case 1 -> { // in place of another
                damaged.write(random.nextBoolean() ? random.nextInt(256) : MARKS[random.nextInt(MARKS.length)]);
                from = Math.min(from + 1, stream.length);
            }
            case 2 -> from = to; // left out
            case 3 -> damaged.write(stream, from, to - from); // twice
            default -> damaged.write(stream, to, stream.length - to); // out of place
        }
        damaged.write(stream, from, stream.length - from);
        return damaged.toByteArray();
    }

    private static Reading read(byte[] stream, Random random, int longestPiece, int limit) {
        List<String> told = new ArrayList<>();
        Framing framing = new Framing(new Framing.Sink() {
            @Override
            public void opened(String header) {
                told.add(header);
            }

            @Override
            public void element(String xml, int depth) {
                told.add(xml);
            }

            @Override
            public void closed() {
                told.add("(closed)");
            }
        }, limit);
        try {
            for (int at = 0; at < stream.length;) {
                int next = Math.min(stream.length, longestPiece > stream.length ? stream.length : at + 1 + random.nextInt(longestPiece));
                framing.received(Arrays.copyOfRange(stream, at, next));
                at = next;
            }
        } catch (StreamFault fault) {
            return new Reading(told, fault.condition().toString());
        }
        return new Reading(told, null);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
