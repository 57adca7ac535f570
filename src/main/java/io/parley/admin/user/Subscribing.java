package io.parley.admin.user;

import io.parley.admin.server.UserVoices;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;

/**
 * Gives a roster item the subscription that an admin wants. XMPP has no other way than that both ask and grant it, which Parley can say for
 * users of its own server alone.
 */
public final class Subscribing {
    /** In the order of the numbers that clients of the older API use. */
    private static final List<ItemType> TYPES = List.of(ItemType.none, ItemType.to, ItemType.from, ItemType.both);

    private final UserVoices voices;
    private final KnownUsers users;
    private final DomainBareJid domain;

    public Subscribing(UserVoices voices, KnownUsers users, DomainBareJid domain) {
        this.voices = voices;
        this.users = users;
        this.domain = domain;
    }

    static int number(ItemType type) {
        return Math.max(0, TYPES.indexOf(type));
    }

    /**
     * Whether {@link #become} can be done, before anything else is.
     *
     * @param wanted null for whatever it is
     * @return 501 {@code subscription-unsupported} where the contact is no user of this server
     */
    Future<Void> possible(String user, BareJid contact, ItemType now, Integer wanted) {
        if (wanted == null || TYPES.get(wanted) == now || isLeaving(now, TYPES.get(wanted))) {
            return Future.succeededFuture();
        }
        Localpart local = contact.getLocalpartOrNull();
        Future<Boolean> isOurs = local == null || !contact.asDomainBareJid().equals(domain) || local.toString().equals(user)
                ? Future.succeededFuture(false) : users.has(local.toString());
        return isOurs.compose(ours -> ours ? Future.succeededFuture() : Future.failedFuture(Problem.of(501, "subscription-unsupported",
                "A subscription can be set between two users of this server alone: leave subscriptionType out.").exception()));
    }

    /** Nobody else is needed to want less. */
    private static boolean isLeaving(ItemType now, ItemType wanted) {
        return wanted == ItemType.none || now == ItemType.both;
    }

    /** The item stands already: what fails here says so. */
    Future<Void> become(String user, BareJid contact, ItemType now, Integer wanted) {
        if (wanted == null || TYPES.get(wanted) == now) {
            return Future.succeededFuture();
        }
        BareJid self = JidCreate.entityBareFrom(Localpart.fromOrThrowUnchecked(user), domain);
        SubscriptionChange change = SubscriptionChange.between(self, contact, now, TYPES.get(wanted));
        return said(user, change.first())
                .compose(done -> said(String.valueOf(contact.getLocalpartOrNull()), change.answer()))
                .compose(done -> said(user, change.last()))
                .recover(failure -> Future.failedFuture(failure instanceof ProblemException refused
                        ? refused.problem().with("done", List.of("the item is in the roster")).exception(failure) : failure));
    }

    private Future<Void> said(String user, List<Presence> presences) {
        return presences.isEmpty() ? Future.succeededFuture() : voices.say(user, presences);
    }
}
