package io.parley.xmpp;

import java.io.IOException;
import org.jivesoftware.smack.packet.IqData;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.provider.IqProvider;
import org.jivesoftware.smack.util.ParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.rsm.packet.RSMSet;
import org.jivesoftware.smackx.rsm.provider.RSMSetProvider;
import org.jxmpp.jid.Jid;

/** Reads lists of items (XEP-0030) that come in pages (XEP-0059). Smack's own passes over where a page ends, and so the way to the next. */
final class PagedItemsProvider extends IqProvider<DiscoverItems> {
    @Override
    public DiscoverItems parse(XmlPullParser parser, int initialDepth, IqData iqData, XmlEnvironment xmlEnvironment)
            throws XmlPullParserException, IOException, SmackParsingException {
        DiscoverItems items = new DiscoverItems();
        items.setNode(parser.getAttributeValue("", "node"));
        while (true) {
            switch (parser.next()) {
                case START_ELEMENT -> child(parser, items);
                case END_ELEMENT -> {
                    if (parser.getDepth() == initialDepth) {
                        return items;
                    }
                }
                default -> { }
            }
        }
    }

    private static void child(XmlPullParser parser, DiscoverItems items)
            throws XmlPullParserException, IOException, SmackParsingException {
        if (parser.getName().equals(RSMSet.ELEMENT) && RSMSet.NAMESPACE.equals(parser.getNamespace())) {
            items.addExtension(RSMSetProvider.INSTANCE.parse(parser));
            return;
        }
        Jid jid = parser.getName().equals("item") ? ParserUtils.getJidAttribute(parser) : null;
        if (jid != null) {
            DiscoverItems.Item item = new DiscoverItems.Item(jid);
            item.setName(parser.getAttributeValue("", "name"));
            item.setNode(parser.getAttributeValue("", "node"));
            items.addItem(item);
        }
    }
}
