package io.parley.xmpp;

import java.util.Optional;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;

/**
 * For Openfire with {@code sasl.proxyAuth=true}: an administrator authenticates and acts as the user (authzid, RFC 4616). Written from
 * Openfire's source; not tried against a running one yet. Never for Prosody, which binds the administrator, nor for ejabberd before
 * 26.07, which lets anybody do it.
 */
public final class ProxyAuthorization implements PasswordlessLogin {
    private final DomainBareJid domain;
    private final String admin;
    private final String password;

    public ProxyAuthorization(DomainBareJid domain, String admin, String password) {
        this.domain = domain;
        this.admin = admin;
        this.password = password;
    }

    @Override
    public Optional<EntityBareJid> actingAs(String user) {
        return Optional.of(JidCreate.entityBareFrom(Localpart.fromOrThrowUnchecked(user), domain));
    }

    @Override
    public Plain plain(String user) {
        return new Plain(admin, password);
    }
}
