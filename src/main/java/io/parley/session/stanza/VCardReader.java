package io.parley.session.stanza;

import java.io.IOException;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.parsing.StandardExtensionElementProvider;
import org.jivesoftware.smack.provider.IQProvider;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.jivesoftware.smackx.vcardtemp.provider.VCardProvider;

/** Reads vCards (XEP-0054) with the full name that is written there: Smack replaces it by one made of the parts that come after it. */
final class VCardReader extends IQProvider<VCard> {
    @Override
    public VCard parse(XmlPullParser parser, int initialDepth, XmlEnvironment environment)
            throws XmlPullParserException, IOException, SmackParsingException {
        StandardExtensionElement whole = StandardExtensionElementProvider.INSTANCE.parse(parser, initialDepth, environment);
        VCard card = new VCardProvider().parse(PacketParserUtils.getParserFor(whole.toXML().toString()));
        StandardExtensionElement fullName = whole.getFirstElement("FN");
        if (fullName != null && fullName.getText() != null) {
            card.setField("FN", fullName.getText());
        }
        card.addExtension(new WrittenVCard(whole));
        return card;
    }
}
