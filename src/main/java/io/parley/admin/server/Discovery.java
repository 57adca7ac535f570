package io.parley.admin.server;

import io.parley.bus.Problem;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jxmpp.jid.DomainBareJid;

/** Asks a server which commands and features it offers (XEP-0030; XEP-0050, section 3.1). */
final class Discovery {
    private static final String COMMANDS = "http://jabber.org/protocol/commands";

    private final IqChannel channel;
    private final DomainBareJid domain;

    Discovery(IqChannel channel, DomainBareJid domain) {
        this.channel = channel;
        this.domain = domain;
    }

    Future<Capabilities> ask() {
        return commands().compose(commands -> features().map(features -> new Capabilities(commands, features)));
    }

    private Future<Set<String>> commands() {
        DiscoverItems question = new DiscoverItems();
        question.setNode(COMMANDS);
        return channel.request(addressed(question)).compose(answer -> answer instanceof DiscoverItems items
                ? Future.succeededFuture(items.getItems().stream().map(DiscoverItems.Item::getNode).filter(node -> node != null)
                        .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new)))
                : broken());
    }

    private Future<Set<String>> features() {
        return channel.request(addressed(new DiscoverInfo())).compose(answer -> answer instanceof DiscoverInfo info
                ? Future.succeededFuture(info.getFeatures().stream().map(DiscoverInfo.Feature::getVar)
                        .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new)))
                : broken());
    }

    private IQ addressed(IQ question) {
        question.setType(IQ.Type.get);
        question.setTo(domain);
        return question;
    }

    private static <T> Future<T> broken() {
        return Future.failedFuture(Problem.of(502, "xmpp-protocol", "The XMPP server does not say what it offers.").exception());
    }
}
