package io.parley.fastpath.component;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import org.jxmpp.xml.splitter.XmppElementCallback;
import org.jxmpp.xml.splitter.XmppXmlSplitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts the bytes of a stream into its stanzas. */
final class Framing implements XmppElementCallback {
    private static final Logger LOG = LoggerFactory.getLogger(Framing.class);
    /** In characters; servers bound what they pass on well below. */
    private static final int LONGEST = 8 * 1024 * 1024;

    private final ElementReader reader = new ElementReader();
    private final XmppXmlSplitter splitter = new XmppXmlSplitter(LONGEST, this);
    // not the splitter's own reading of UTF-8, which makes other characters of those beyond U+FFFF
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private ByteBuffer halfCharacter = ByteBuffer.allocate(0);
    private final Consumer<String> opened;
    private final Consumer<Element> stanza;
    private final Runnable ended;

    /**
     * @param opened told the stream's id
     * @param ended  the server has closed the stream
     */
    Framing(Consumer<String> opened, Consumer<Element> stanza, Runnable ended) {
        this.opened = opened;
        this.stanza = stanza;
        this.ended = ended;
    }

    /** @throws IOException when this is no XMPP stream */
    void received(Buffer bytes) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(halfCharacter.remaining() + bytes.length()).put(halfCharacter).put(bytes.getBytes()).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = utf8.decode(in, out, false);
        if (result.isError()) {
            result.throwException();
        }
        halfCharacter = in;
        out.flip();
        splitter.write(out.array(), 0, out.remaining());
    }

    @Override
    public void streamOpened(String prefix, Map<String, String> attributes) {
        opened.accept(attributes.getOrDefault("id", ""));
    }

    @Override
    public void streamClosed() {
        ended.run();
    }

    @Override
    public void onCompleteElement(String complete) {
        Element element;
        try {
            element = reader.read(complete);
        } catch (XMLStreamException unreadable) {
            // whoever sent it, the stream carries everybody else's stanzas too: it goes on
            LOG.warn("a stanza of {} characters was left out: it could not be read", complete.length());
            return;
        }
        stanza.accept(element);
    }
}
