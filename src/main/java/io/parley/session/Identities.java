package io.parley.session;

import io.parley.bus.Problem;
import io.parley.chance.Secrets;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/** Who and where sessions are: a new one's stream id and resource, or those that it had on another node. */
final class Identities {
    private final DomainBareJid domain;
    private final Secrets secrets;

    Identities(DomainBareJid domain, Secrets secrets) {
        this.domain = domain;
        this.secrets = secrets;
    }

    /** @throws io.parley.bus.ProblemException 400 {@code bad-username} */
    Session.Identity fresh(String user) {
        return of(user, secrets.id("s-"), secrets.id("parley-"));
    }

    Session.Identity of(SessionEntry entry) {
        return of(entry.user(), entry.streamId(), entry.resource());
    }

    private Session.Identity of(String user, String streamId, String resource) {
        try {
            EntityBareJid account = JidCreate.entityBareFrom(Localpart.from(user), domain);
            return new Session.Identity(streamId, account, JidCreate.entityFullFrom(account, Resourcepart.from(resource)));
        } catch (XmppStringprepException e) {
            throw Problem.badRequest("bad-username", "'" + user + "' is no user name.").exception();
        }
    }
}
