package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.bus.RoomReply.ChatService;
import io.parley.session.room.RoomNames;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;

/** The server's room services, and the addresses of the rooms there. No other server's: an admin here is none there. */
final class RoomPlaces {
    private final RoomQueries queries;
    private final DomainBareJid domain;
    private final DomainBareJid usual;
    private final RoomNames names;

    RoomPlaces(RoomQueries queries, DomainBareJid domain, String conference) {
        this.queries = queries;
        this.domain = domain;
        this.names = new RoomNames(domain, conference);
        this.usual = names.service(null);
    }

    /** 404 {@code unknown-service}, 400 {@code bad-service} for what is no name. */
    Future<DomainBareJid> service(String given) {
        DomainBareJid service = names.service(given);
        if (service.equals(usual)) {
            return Future.succeededFuture(service);
        }
        return services().compose(all -> all.contains(service) ? Future.succeededFuture(service)
                : Future.failedFuture(Problem.notFound("unknown-service", "There is no room service " + service + ".").exception()));
    }

    /** As {@link #service}, and 400 {@code bad-room} for what is no room's name. A whole address is none. */
    Future<EntityBareJid> room(String name, String service) {
        if (name.indexOf('@') >= 0) {
            throw Problem.badRequest("bad-room", "'" + name + "' is no name of a room.").exception();
        }
        Localpart local = names.jid(name, null).getLocalpart();
        return service(service).map(found -> JidCreate.entityBareFrom(local, found));
    }

    private Future<List<DomainBareJid>> services() {
        return queries.items(domain).map(items -> items.stream().map(DiscoverItems.Item::getEntityID)
                .filter(jid -> jid.isDomainBareJid()).map(Jid::asDomainBareJid).distinct().toList());
    }

    /** Those of the server's services that say that they have rooms. */
    Future<List<ChatService>> describe() {
        return services().compose(all -> {
            List<ChatService> found = new ArrayList<>();
            List<Future<Void>> asked = all.stream().map(service -> queries.about(service)
                    .<Void>map(info -> {
                        described(service, info, found);
                        return null;
                    }).recover(silent -> Future.succeededFuture())).toList(); // a component that is not connected answers with an error
            return Future.join(asked).map(done -> found.stream().sorted(Comparator.comparing(ChatService::serviceName)).toList());
        });
    }

    private void described(DomainBareJid service, DiscoverInfo info, List<ChatService> into) {
        info.getIdentities().stream().filter(identity -> identity.getCategory().equals("conference") && identity.getType().equals("text"))
                .findFirst().ifPresent(identity -> into.add(new ChatService(shortName(service), identity.getName(), false)));
    }

    /** Without the server's own domain, where it ends in that. */
    private String shortName(DomainBareJid service) {
        String end = "." + domain;
        String whole = service.toString();
        return whole.endsWith(end) ? whole.substring(0, whole.length() - end.length()) : whole;
    }
}
