package io.parley.session.bookmark;

import io.parley.bus.SessionReply.Bookmark;
import io.parley.bus.XmlText;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.parsing.StandardExtensionElementProvider;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.iqprivate.PrivateDataManager;
import org.jivesoftware.smackx.iqprivate.packet.PrivateData;
import org.jivesoftware.smackx.iqprivate.packet.PrivateDataIQ;
import org.jivesoftware.smackx.iqprivate.provider.PrivateDataProvider;

/**
 * Bookmarks in private XML storage (XEP-0048, XEP-0049), for servers without personal eventing. The whole list is one element, so every
 * change writes all of it; bookmarks of web pages in it are kept.
 */
final class PrivateBookmarks implements BookmarkStore {
    private static final String ELEMENT = "storage";
    private static final String NAMESPACE = "storage:bookmarks";

    static {
        PrivateDataManager.addPrivateDataProvider(ELEMENT, NAMESPACE, new StorageProvider());
    }

    private final IqChannel iqs;

    PrivateBookmarks(IqChannel iqs) {
        this.iqs = iqs;
    }

    @Override
    public Future<List<Bookmark>> list() {
        return entries().map(entries -> entries.stream().filter(PrivateBookmarks::isRoom).map(PrivateBookmarks::bookmark).toList());
    }

    private Future<List<StandardExtensionElement>> entries() {
        return iqs.request(new PrivateDataIQ(ELEMENT, NAMESPACE)).map(answer ->
                answer instanceof PrivateDataIQ data && data.getPrivateData() instanceof Storage storage ? storage.entries() : List.of());
    }

    private static boolean isRoom(StandardExtensionElement entry) {
        return entry.getElementName().equals("conference") && entry.getAttributeValue("jid") != null;
    }

    private static Bookmark bookmark(StandardExtensionElement entry) {
        String autojoin = entry.getAttributeValue("autojoin");
        return new Bookmark(entry.getAttributeValue("jid"), entry.getAttributeValue("name"),
                "true".equals(autojoin) || "1".equals(autojoin), text(entry, "nick"), text(entry, "password"));
    }

    private static String text(StandardExtensionElement entry, String name) {
        StandardExtensionElement child = entry.getFirstElement(name);
        return child == null ? null : child.getText();
    }

    @Override
    public Future<Void> put(Bookmark bookmark) {
        return change(bookmark.jid(), Stream.of(element(bookmark)));
    }

    @Override
    public Future<Void> remove(String jid) {
        return change(jid, Stream.of());
    }

    private Future<Void> change(String jid, Stream<StandardExtensionElement> instead) {
        return entries().compose(entries -> {
            List<StandardExtensionElement> kept = Stream.concat(
                    entries.stream().filter(entry -> !isRoom(entry) || !jid.equals(entry.getAttributeValue("jid"))), instead).toList();
            PrivateDataIQ write = new PrivateDataIQ(new Storage(kept));
            write.setType(IQ.Type.set);
            return iqs.request(write).mapEmpty();
        });
    }

    private static StandardExtensionElement element(Bookmark bookmark) {
        StandardExtensionElement.Builder entry = StandardExtensionElement.builder("conference", NAMESPACE);
        entry.addAttribute("jid", bookmark.jid());
        entry.addAttribute("name", Objects.requireNonNullElse(XmlText.require("name", bookmark.name()), ""));
        entry.addAttribute("autojoin", String.valueOf(Boolean.TRUE.equals(bookmark.autojoin())));
        if (bookmark.nick() != null) {
            entry.addElement("nick", XmlText.require("nick", bookmark.nick()));
        }
        if (bookmark.password() != null) {
            entry.addElement("password", XmlText.require("password", bookmark.password()));
        }
        return entry.build();
    }

    private record Storage(List<StandardExtensionElement> entries) implements PrivateData {
        @Override
        public String getElementName() {
            return ELEMENT;
        }

        @Override
        public String getNamespace() {
            return NAMESPACE;
        }

        @Override
        public CharSequence toXML() {
            return entries.stream().map(entry -> entry.toXML().toString())
                    .collect(Collectors.joining("", "<" + ELEMENT + " xmlns='" + NAMESPACE + "'>", "</" + ELEMENT + ">"));
        }
    }

    private static final class StorageProvider implements PrivateDataProvider {
        @Override
        public PrivateData parsePrivateData(XmlPullParser parser) throws XmlPullParserException, IOException {
            try {
                StandardExtensionElement storage = StandardExtensionElementProvider.INSTANCE.parse(parser);
                return new Storage(List.copyOf(storage.getElements()));
            } catch (SmackParsingException e) {
                throw new IOException(e);
            }
        }
    }
}
