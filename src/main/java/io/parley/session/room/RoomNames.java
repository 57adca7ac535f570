package io.parley.session.room;

import io.parley.bus.Problem;
import io.parley.session.stanza.Addressee;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Names of rooms and room services as clients write them. */
public final class RoomNames {
    private final DomainBareJid home;
    private final String defaultService;

    /** @param defaultService the name of the service that is meant where none is named */
    public RoomNames(DomainBareJid home, String defaultService) {
        this.home = home;
        this.defaultService = defaultService;
    }

    /** The service's domain: {@code conference}, quoted as the seed's example does, or a whole domain. */
    public DomainBareJid service(String given) {
        String name = given == null || given.isBlank() ? defaultService : given.replace("\"", "");
        try {
            DomainBareJid service = JidCreate.domainBareFrom(name.indexOf('.') < 0 ? name + "." + home : name);
            if (Addressee.isSound(service)) {
                return service;
            }
        } catch (XmppStringprepException e) {
            // no more of an address than what is refused below
        }
        throw Problem.badRequest("bad-service", "'" + name + "' is no name of a room service.").exception();
    }

    /** The room's address; the name may be the whole address already. */
    public EntityBareJid jid(String room, String service) {
        try {
            EntityBareJid jid = JidCreate.entityBareFrom(room.indexOf('@') < 0 ? room + "@" + service(service) : room);
            if (Addressee.isSound(jid)) {
                return jid;
            }
        } catch (XmppStringprepException e) {
            // no more of an address than what is refused below
        }
        throw Problem.badRequest("bad-room", "'" + room + "' is no name of a room.").exception();
    }
}
