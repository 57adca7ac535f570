package io.parley.xmpp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jivesoftware.smack.packet.StreamError.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream is cut into its elements, wherever the network cuts it, and nothing that no stream may carry gets through. */
class FramingTest {
    private static final String HEADER = "<stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' id='a&amp;\"b'>";
    private static final int LIMIT = 10_000;
    private static final List<String> HARD = List.of(
            "<a/>",
            "<a b='>'/>",
            "<a b=\"/>'\" c='\">'/>",
            "<a><a><a/></a></a>",
            "<a ><b\n/ ></b ></a >".replace("/ >", ">"),
            "<message><body>5 &gt; 3 > 2 &amp; &#x1F600; &#65;</body></message>",
            "<message><body>\uD83D\uDE00 ü 中 \uDBFF\uDFFD</body></message>",
            "<a><![CDATA[ <b> </a> &nothing; ]] ]> ]]></a>",
            "<a><![CDATA[]]]]></a>",
            "<a><![CDATA[]]><![CDATA[>]]></a>",
            "<a b='" + "x".repeat(5_000) + "'/>",
            "<n>".repeat(500) + "</n>".repeat(500),
            "<a>" + "<b/>".repeat(300) + "</a>",
            "<stream:features xmlns:x='y'><x:z/></stream:features>",
            "<handshake/>",
            "<message from='a@b/\uD83C\uDFA9' to=\"c@d\"><body>1 &lt; 2 &amp; \uD83C\uDFA9</body><x xmlns='urn:x'/></message>",
            "<message><a:body/></message>",
            "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");

    /** How many of them fit into what the fuzzer's framing takes. */
    private static final int EASY = 10;

    @Test
    void anElementArrivesWholeWhereverTheNetworkCutsIt() throws StreamFault {
        for (String element : HARD) {
            byte[] bytes = utf8(HEADER + element + "<next/>");
            for (int cut = 0; cut <= bytes.length; cut++) {
                Cut heard = new Cut(LIMIT);
                heard.hear(Arrays.copyOfRange(bytes, 0, cut));
                heard.hear(Arrays.copyOfRange(bytes, cut, bytes.length));
                assertEquals(List.of(HEADER, element, "<next/>"), heard.told, "cut at " + cut);
            }
        }
    }

    @Test
    void aWholeConversationArrivesByteForByte() throws StreamFault {
        Cut heard = new Cut(LIMIT);
        for (byte one : utf8("<?xml version='1.0' encoding='utf-8'?>\n" + HEADER + String.join(" \r\n\t", HARD) + "\n</stream:stream>")) {
            heard.hear(new byte[] {one});
        }
        List<String> expected = new ArrayList<>(HARD);
        expected.add(0, HEADER);
        expected.add("closed");
        assertEquals(expected, heard.told);
    }

    @Test
    void anyCutsLeaveTheSameElements() throws StreamFault {
        Random random = new Random(198);
        for (int round = 0; round < 300; round++) {
            List<String> said = new ArrayList<>(List.of(HEADER));
            for (int i = random.nextInt(12); i >= 0; i--) {
                said.add(HARD.get(random.nextInt(HARD.size())));
            }
            byte[] bytes = utf8(String.join("", said));
            Cut heard = new Cut(LIMIT);
            int at = 0;
            while (at < bytes.length) {
                int next = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 3_000));
                heard.hear(Arrays.copyOfRange(bytes, at, next));
                at = next;
            }
            assertEquals(said, heard.told);
        }
    }

    /** Whatever bytes come, there is an answer to them: elements or a fault, never another failure, and never more kept than the limit. */
    @Test
    void noBytesBreakIt() {
        Random random = new Random(6120);
        int faults = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = utf8(HEADER + HARD.get(random.nextInt(EASY)) + HARD.get(random.nextInt(EASY)));
            for (int i = random.nextInt(4); i >= 0; i--) {
                byte[] marks = utf8("<>/!?&;'\"[]- a");
                bytes[random.nextInt(bytes.length)] = random.nextInt(4) == 0 ? (byte) random.nextInt()
                        : marks[random.nextInt(marks.length)];
            }
            Cut heard = new Cut(200);
            try {
                for (int at = 0; at < bytes.length; at += 50) {
                    heard.hear(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 50)));
                    assertTrue(heard.framing.held() <= 200);
                }
            } catch (StreamFault refused) {
                faults++;
            }
        }
        assertTrue(faults > 1_000 && faults < 20_000, faults + " of 20,000 were refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- c -->", "<a><!-- c --></a>", "<?pi?>", "<a><?pi?></a>", "<!DOCTYPE a>", "<a><!DOCTYPE b></a>",
            "<a>&x;</a>", "<a b='&x;'/>", "<?xml version='1.0'?>", "<a><![CDATA</a>"})
    void whatXmppForbidsIsRefused(String forbidden) {
        assertEquals(Condition.restricted_xml, refused(HEADER + forbidden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?xmlx version='1.0'?>", "<?pi?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
            "<?xml version='1.0'?><?xml version='1.0'?>"})
    void noStreamBeginsSo(String prolog) {
        assertEquals(Condition.restricted_xml, refused(prolog + HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "<a <b", "< a/>", "<>", "<a b='<'/>", "<a/b>", "<a>&x</a>", "<a>&01234567890;</a>", "<a></a<"})
    void whatIsNoXmlIsRefused(String broken) {
        assertEquals(Condition.not_well_formed, refused(HEADER + broken));
    }

    @Test
    void whatComesAfterTheEndIsNotRead() throws StreamFault {
        Cut heard = new Cut(LIMIT);
        heard.hear(utf8(HEADER + "</stream:stream>&<<"));
        assertEquals(List.of(HEADER, "closed"), heard.told);
    }

    @Test
    void charactersThatAreNoneAreRefused() {
        for (byte[] wrong : List.of(new byte[] {(byte) 0xC0, (byte) 0x80}, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xE4})) {
            Cut heard = new Cut(LIMIT);
            assertEquals(Condition.not_well_formed, assertThrows(StreamFault.class, () -> {
                heard.hear(utf8(HEADER + "<a>"));
                heard.hear(wrong);
                heard.hear(utf8("</a>"));
            }).condition());
        }
    }

    @Test
    void anElementOverTheLimitIsRefusedBeforeItHasEnded() throws StreamFault {
        Cut heard = new Cut(200);
        heard.hear(utf8(HEADER));
        heard.hear(utf8("<a>" + "x".repeat(193) + "</a>"));
        assertEquals(2, heard.told.size(), "200 bytes are not too many");
        heard.hear(utf8("<a>" + "x".repeat(150)));
        assertEquals(Condition.policy_violation, assertThrows(StreamFault.class, () -> heard.hear(utf8("x".repeat(50)))).condition());
    }

    @Test
    void anElementOverTheLimitIsRefusedInOnePieceToo() throws StreamFault {
        Cut heard = new Cut(200);
        heard.hear(utf8(HEADER));
        assertEquals(Condition.policy_violation,
                assertThrows(StreamFault.class, () -> heard.hear(utf8("<a>" + "x".repeat(194) + "</a>"))).condition());
    }

    @Test
    void betweenElementsNothingIsKept() throws StreamFault {
        Cut heard = new Cut(LIMIT);
        for (byte one : utf8(HEADER + "<a>" + "ü".repeat(1_000) + "</a>  ")) {
            heard.hear(new byte[] {one});
        }
        assertEquals(0, heard.framing.held());
    }

    @Test
    void itTellsHowDeepAnElementIs() throws StreamFault {
        Cut heard = new Cut(LIMIT);
        heard.hear(utf8(HEADER + "<a/><a><b><c/></b><b/></a><a></a>"));
        assertEquals(List.of(1, 3, 1), heard.depths);
    }

    /** After STARTTLS, bytes that came before TLS must not be taken for bytes inside it (RFC 6120, section 5.3.3). */
    @Test
    void afterItHasStoppedNothingIsRead() throws StreamFault {
        Cut heard = new Cut(LIMIT);
        heard.stopAt = "<proceed/>";
        byte[] bytes = utf8(HEADER + "<proceed/><injected/>");
        assertEquals(bytes.length - "<injected/>".length(), heard.hear(bytes));
        assertEquals(List.of(HEADER, "<proceed/>"), heard.told);
    }

    @Test
    void aStreamThatEndsAsItBeginsIsNone() {
        assertEquals(Condition.not_well_formed, refused("<stream:stream/>"));
    }

    private static Condition refused(String stream) {
        return assertThrows(StreamFault.class, () -> new Cut(LIMIT).hear(utf8(stream))).condition();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Cut implements Framing.Sink {
        private final List<String> told = new ArrayList<>();
        private final List<Integer> depths = new ArrayList<>();
        private final Framing framing;
        private String stopAt = "";

        Cut(int limit) {
            framing = new Framing(this, limit);
        }

        int hear(byte[] bytes) throws StreamFault {
            return framing.received(bytes);
        }

        @Override
        public void opened(String header) {
            told.add(header);
        }

        @Override
        public void element(String xml, int depth) {
            told.add(xml);
            depths.add(depth);
            if (xml.equals(stopAt)) {
                framing.stop();
            }
        }

        @Override
        public void closed() {
            told.add("closed");
        }
    }
}
