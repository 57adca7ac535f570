package io.parley.session.bookmark;

import io.parley.bus.ProblemException;
import io.parley.bus.SessionReply.Bookmark;
import io.parley.bus.XmlText;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.parsing.StandardExtensionElementProvider;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.util.XmlStringBuilder;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.pubsub.FormNode;
import org.jivesoftware.smackx.pubsub.FormNodeType;
import org.jivesoftware.smackx.pubsub.GetItemsRequest;
import org.jivesoftware.smackx.pubsub.Item;
import org.jivesoftware.smackx.pubsub.ItemsExtension;
import org.jivesoftware.smackx.pubsub.NodeExtension;
import org.jivesoftware.smackx.pubsub.PayloadItem;
import org.jivesoftware.smackx.pubsub.PubSubElementType;
import org.jivesoftware.smackx.pubsub.PublishItem;
import org.jivesoftware.smackx.pubsub.SimplePayload;
import org.jivesoftware.smackx.pubsub.packet.PubSub;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.EntityBareJid;

/** Bookmarks as items of a node of the user's own (XEP-0402); the item's id is the room's JID. */
final class EventedBookmarks implements BookmarkStore {
    private static final String NODE = "urn:xmpp:bookmarks:1";

    private final IqChannel iqs;
    private final EntityBareJid account;

    EventedBookmarks(IqChannel iqs, EntityBareJid account) {
        this.iqs = iqs;
        this.account = account;
    }

    @Override
    public Future<List<Bookmark>> list() {
        PubSub question = pubSub(IQ.Type.get, new GetItemsRequest(NODE));
        return iqs.request(question)
                .map(answer -> read((PubSub) answer))
                .recover(failure -> isMissing(failure) ? Future.succeededFuture(List.of()) : Future.failedFuture(failure));
    }

    /** The node is made with the first bookmark. */
    private static boolean isMissing(Throwable failure) {
        return failure instanceof ProblemException refused && "item-not-found".equals(refused.problem().condition());
    }

    private static List<Bookmark> read(PubSub answer) {
        ItemsExtension items = answer.getExtension(PubSubElementType.ITEMS);
        return items == null ? List.of() : items.getItems().stream().map(item -> bookmark((Item) item)).flatMap(Optional::stream).toList();
    }

    private static Optional<Bookmark> bookmark(Item item) {
        if (!(item instanceof PayloadItem<?> filled) || !"conference".equals(filled.getPayload().getElementName())) {
            return Optional.empty();
        }
        StandardExtensionElement conference = parse(filled.getPayload().toXML().toString());
        String autojoin = conference.getAttributeValue("autojoin");
        return Optional.of(new Bookmark(item.getId(), conference.getAttributeValue("name"),
                "true".equals(autojoin) || "1".equals(autojoin), child(conference, "nick"), child(conference, "password")));
    }

    private static String child(StandardExtensionElement parent, String name) {
        StandardExtensionElement child = parent.getFirstElement(name, NODE);
        return child == null ? null : child.getText();
    }

    private static StandardExtensionElement parse(String xml) {
        try {
            return StandardExtensionElementProvider.INSTANCE.parse(PacketParserUtils.getParserFor(xml));
        } catch (XmlPullParserException | IOException | SmackParsingException e) {
            throw new IllegalStateException("what Smack has parsed is no XML any more", e);
        }
    }

    @Override
    public Future<Void> put(Bookmark bookmark) {
        StandardExtensionElement.Builder conference = StandardExtensionElement.builder("conference", NODE);
        if (bookmark.name() != null) {
            conference.addAttribute("name", XmlText.require("name", bookmark.name()));
        }
        if (Boolean.TRUE.equals(bookmark.autojoin())) {
            conference.addAttribute("autojoin", "true");
        }
        if (bookmark.nick() != null) {
            conference.addElement("nick", XmlText.require("nick", bookmark.nick()));
        }
        if (bookmark.password() != null) {
            conference.addElement("password", XmlText.require("password", bookmark.password()));
        }
        SimplePayload payload = new SimplePayload(conference.build().toXML().toString());
        PayloadItem<SimplePayload> item = new PayloadItem<>(bookmark.jid(), payload);
        return publish(item, true).recover(failure -> isRefusal(failure)
                ? widen().otherwiseEmpty().compose(widened -> publish(item, false)) : Future.failedFuture(failure));
    }

    private Future<Void> publish(PayloadItem<SimplePayload> item, boolean all) {
        PubSub change = pubSub(IQ.Type.set, new PublishItem<>(NODE, item));
        change.addExtension(new PublishOptions(all));
        return iqs.request(change).mapEmpty();
    }

    /** A node that somebody else made may keep one item only: the next bookmark would push the last one out. */
    private Future<Void> widen() {
        PubSub change = new PubSub(account, IQ.Type.set, PubSubNamespace.owner);
        change.addExtension(new FormNode(FormNodeType.CONFIGURE_OWNER, NODE, options("node_config", true)));
        return iqs.request(change).mapEmpty();
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 422;
    }

    private static DataForm options(String type, boolean all) {
        DataForm.Builder form = DataForm.builder(DataForm.Type.submit)
                .addField(FormField.buildHiddenFormType("http://jabber.org/protocol/pubsub#" + type))
                .addField(FormField.builder("pubsub#persist_items").setValue("true").build())
                .addField(FormField.builder("pubsub#access_model").setValue("whitelist").build());
        return (all ? form.addField(FormField.builder("pubsub#max_items").setValue("max").build()) : form).build();
    }

    @Override
    public Future<Void> remove(String jid) {
        return iqs.request(pubSub(IQ.Type.set, new Retract(NODE, jid))).mapEmpty();
    }

    private PubSub pubSub(IQ.Type type, NodeExtension child) {
        PubSub iq = new PubSub(account, type, PubSubNamespace.basic);
        iq.addExtension(child);
        return iq;
    }

    /** Kept, all of them, and for nobody else: bookmarks hold passwords of rooms. ejabberd takes no number of items here. */
    private static final class PublishOptions extends NodeExtension {
        private final boolean all;

        PublishOptions(boolean all) {
            super(PubSubElementType.PUBLISH_OPTIONS);
            this.all = all;
        }

        @Override
        protected void addXml(XmlStringBuilder xml) {
            xml.rightAngleBracket();
            xml.append(options("publish-options", all).toXML());
            xml.closeElement(this);
        }
    }

    /** Takes one item back, and tells the user's other devices (XEP-0060, section 7.2). */
    private static final class Retract extends NodeExtension {
        private final String item;

        Retract(String node, String item) {
            super(PubSubElementType.RETRACT, node);
            this.item = item;
        }

        @Override
        protected void addXml(XmlStringBuilder xml) {
            xml.attribute("notify", "true");
            xml.rightAngleBracket();
            xml.halfOpenElement("item").attribute("id", item).closeEmptyElement();
            xml.closeElement(this);
        }
    }
}
