package io.parley.admin.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Reads a list of online users: XEP-0133, section 4.21, has JIDs; Prosody, asked for details, writes lines below each of them:
 * {@code " - desk: away(0), IP: [127.0.0.1]"}.
 */
final class OnlineList {
    private static final Pattern DETAILS = Pattern.compile(" - (.*): (\\S+)\\((-?\\d{1,3}|-)\\), IP: \\[(.*)\\]", Pattern.DOTALL);

    private OnlineList() {
    }

    /** @param lines other domains' users, and what is neither JID nor details, are left out */
    static List<OnlineUser> read(List<String> lines, DomainBareJid domain) {
        List<OnlineUser> found = new ArrayList<>();
        String user = null;
        boolean detailed = false;
        for (String line : lines) {
            Matcher details = DETAILS.matcher(line);
            if (details.matches() && user != null) {
                found.add(detailed(user, details));
                detailed = true;
                continue;
            }
            if (user != null && !detailed) {
                found.add(new OnlineUser(user, null, null, null, null));
            }
            Jid jid = JidCreate.fromOrNull(line.strip());
            user = jid instanceof EntityJid entity && entity.asDomainBareJid().equals(domain) ? entity.getLocalpart().toString() : null;
            detailed = user != null && jid.hasResource();
            if (detailed) {
                found.add(new OnlineUser(user, jid.getResourceOrThrow().toString(), null, null, null));
            }
        }
        if (user != null && !detailed) {
            found.add(new OnlineUser(user, null, null, null, null));
        }
        return found;
    }

    private static OnlineUser detailed(String user, Matcher details) {
        Integer priority = details.group(3).equals("-") ? null : Integer.valueOf(details.group(3));
        return new OnlineUser(user, details.group(1), details.group(2), priority, details.group(4));
    }
}
