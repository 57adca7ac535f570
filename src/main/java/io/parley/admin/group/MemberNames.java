package io.parley.admin.group;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * What admins write for a member: a username of our domain, or a bare JID of any.
 *
 * @param domain our own
 */
public record MemberNames(String domain) {
    /** Bytes: what the database can find again by an index. */
    private static final int MAX = 1023;

    /** The bare JID, prepared (RFC 7622); empty when nobody can be called so. */
    public Optional<String> jid(String written) {
        if (written == null || written.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c) || c == '/')) {
            return Optional.empty(); // jxmpp's simple preparation lets most of them pass
        }
        try {
            EntityBareJid jid = JidCreate.entityBareFrom(written.contains("@") ? written : written + "@" + domain);
            return Optional.of(jid.toString()).filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= MAX);
        } catch (XmppStringprepException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The username of a bare JID of our domain; empty for any other. */
    public Optional<String> user(String jid) {
        return jid.endsWith("@" + domain) ? Optional.of(jid.substring(0, jid.length() - domain.length() - 1)) : Optional.empty();
    }

    /** The username that is meant; empty for whoever cannot be a user of our domain. */
    public Optional<String> ours(String written) {
        return jid(written).flatMap(this::user);
    }
}
