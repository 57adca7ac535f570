package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.flow.OneByOne;
import io.parley.xmpp.StanzaChannel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Invites people in the room's name (XEP-0045, section 7.8.2). A room answers an invitation only when it refuses one; so it is asked what
 * it is after the invitations, and by the time that it answers it has refused what it would refuse.
 */
final class RoomInvitations implements StanzaChannel.Listener {
    private final StanzaChannel channel;
    private final RoomQueries queries;
    private final RoomLists lists;
    private final GroupMembers groups;
    private final Secrets secrets;
    /** By the stanza's id: the condition that it was refused with. Told on another thread. */
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    RoomInvitations(StanzaChannel channel, RoomQueries queries, RoomLists lists, GroupMembers groups, Secrets secrets) {
        this.channel = channel;
        this.queries = queries;
        this.lists = lists;
        this.groups = groups;
        this.secrets = secrets;
        channel.listen(this);
    }

    /** Users, JIDs and groups. A name without a domain is a group's where there is such a group, else a user's. */
    Future<Set<String>> people(Collection<String> named) {
        Set<String> all = new LinkedHashSet<>();
        return OneByOne.each(named, name -> people(name).onSuccess(all::addAll)).map(all);
    }

    private Future<List<String>> people(String name) {
        if (name.indexOf('@') >= 0) {
            return Future.succeededFuture(List.of(lists.jid(name)));
        }
        return groups.jidsOf(name).recover(failure -> failure instanceof ProblemException unknown && unknown.problem().status() == 404
                ? Future.succeededFuture(List.of(lists.jid(name))) : Future.failedFuture(failure));
    }

    /** Everybody in the group. */
    Future<Void> inviteGroup(EntityBareJid room, String group) {
        return groups.jidsOf(group).compose(jids -> invite(room, jids, null));
    }

    /** @param reason null for none */
    Future<Void> invite(EntityBareJid room, Collection<String> jids, String reason) {
        List<String> sent = new ArrayList<>();
        return queries.info(room)
                .compose(there -> OneByOne.each(jids, jid -> {
                    Message message = invitation(room, jid, reason);
                    refused.put(message.getStanzaId(), "");
                    sent.add(message.getStanzaId());
                    return channel.send(message);
                }))
                .compose(all -> queries.info(room)).compose(after -> judged(sent))
                .onComplete(done -> sent.forEach(refused::remove));
    }

    private Message invitation(EntityBareJid room, String jid, String reason) {
        Message message = new Message(room);
        message.setStanzaId(secrets.id("i-"));
        MUCUser user = new MUCUser();
        user.setInvite(new MUCUser.Invite(reason, JidCreate.entityBareFromOrThrowUnchecked(jid)));
        message.addExtension(user);
        return message;
    }

    private Future<Void> judged(List<String> sent) {
        return sent.stream().map(refused::get).filter(condition -> condition != null && !condition.isEmpty()).findFirst()
                .<Future<Void>>map(condition -> Future.failedFuture(
                        Problem.refused(condition, "The room refused to invite: " + condition + ".").exception()))
                .orElseGet(Future::succeededFuture);
    }

    @Override
    public void received(Stanza stanza) {
        if (stanza instanceof Message message && message.getType() == Message.Type.error && message.getError() != null
                && message.getStanzaId() != null) {
            refused.computeIfPresent(message.getStanzaId(), (id, before) -> message.getError().getCondition().toString());
        }
    }

    @Override
    public void lost(Problem why) {
        // the question that follows the invitations fails
    }
}
