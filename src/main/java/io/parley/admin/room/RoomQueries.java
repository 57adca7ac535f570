package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.time.Timers;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.MUCRole;
import org.jivesoftware.smackx.muc.packet.Destroy;
import org.jivesoftware.smackx.muc.packet.MUCAdmin;
import org.jivesoftware.smackx.muc.packet.MUCItem;
import org.jivesoftware.smackx.muc.packet.MUCOwner;
import org.jivesoftware.smackx.rsm.packet.RSMSet;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;

/** What a service's admin asks of rooms without being in them (XEP-0045, sections 6, 9 and 10). */
final class RoomQueries {
    private static final Set<String> NO_ROOM = Set.of("item-not-found", "gone");
    /** What servers say of a domain that they neither have nor reach. */
    private static final Set<String> NO_SERVICE = Set.of("remote-server-not-found", "remote-server-timeout", "service-unavailable",
            "not-allowed");

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MORE = 3;
    private static final int PAGE = 100;
    /** Rooms of one service that are listed. */
    private static final int MOST = 100_000;

    private final IqChannel channel;
    private final Timers timers;

    RoomQueries(IqChannel channel, Timers timers) {
        this.channel = channel;
        this.timers = timers;
    }

    private Future<IQ> ask(IQ question, IQ.Type type, Jid to) {
        question.setType(type);
        question.setTo(to);
        return channel.request(question);
    }

    /** 404 {@code unknown-room}. Asked before anything else of a room: on ejabberd an owner's question makes one that is missing. */
    Future<DiscoverInfo> info(EntityBareJid room) {
        Promise<DiscoverInfo> answer = Promise.promise();
        insist(room, MORE, answer);
        return answer.future().recover(failure ->
                Future.failedFuture(isMissing(failure) || isElsewhere(failure) ? unknown(room) : failure));
    }

    /** Asked again soon: ejabberd's rooms are processes, and what reaches one that is just ending is dropped without a word. */
    private void insist(EntityBareJid room, int more, Promise<DiscoverInfo> answer) {
        about(room).onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        if (more > 0) {
            timers.after(SOON, () -> {
                if (!answer.future().isComplete()) {
                    insist(room, more - 1, answer);
                }
            });
        }
    }

    /** What a service or a room says of itself. */
    Future<DiscoverInfo> about(Jid entity) {
        return ask(new DiscoverInfo(), IQ.Type.get, entity).map(DiscoverInfo.class::cast);
    }

    Future<List<DiscoverItems.Item>> items(Jid of) {
        return ask(new DiscoverItems(), IQ.Type.get, of).map(answer -> ((DiscoverItems) answer).getItems());
    }

    /** All items in pages (XEP-0059): of more than a hundred rooms ejabberd lists none that is empty to who asks for them at once. */
    Future<List<DiscoverItems.Item>> allItems(Jid of) {
        return itemsAfter(of, null, new ArrayList<>());
    }

    private Future<List<DiscoverItems.Item>> itemsAfter(Jid of, String after, List<DiscoverItems.Item> before) {
        DiscoverItems question = new DiscoverItems();
        question.addExtension(after == null ? new RSMSet(PAGE) : new RSMSet(PAGE, after, RSMSet.PageDirection.after));
        return ask(question, IQ.Type.get, of).compose(answer -> {
            List<DiscoverItems.Item> page = ((DiscoverItems) answer).getItems();
            before.addAll(page);
            RSMSet set = answer.getExtension(RSMSet.class);
            boolean over = set == null || set.getLast() == null || set.getLast().equals(after) || page.isEmpty()
                    || before.size() >= set.getCount() || before.size() >= MOST;
            return over ? Future.succeededFuture(before) : itemsAfter(of, set.getLast(), before);
        });
    }

    Future<RoomForm> form(EntityBareJid room) {
        return info(room).compose(info -> ask(new MUCOwner(), IQ.Type.get, room).map(DataForm::from)
                .compose(form -> form == null
                        ? Future.failedFuture(Problem.of(502, "xmpp-protocol", "The room has no form to configure it.").exception())
                        : Future.succeededFuture(new RoomForm(form, info))));
    }

    Future<Void> configure(EntityBareJid room, DataForm filled) {
        MUCOwner owner = new MUCOwner();
        owner.addExtension(filled);
        return ask(owner, IQ.Type.set, room).mapEmpty();
    }

    Future<Void> destroy(EntityBareJid room) {
        MUCOwner owner = new MUCOwner();
        owner.setDestroy(new Destroy((EntityBareJid) null, null));
        return ask(owner, IQ.Type.set, room).mapEmpty();
    }

    /** Bare JIDs, sorted. */
    Future<List<String>> affiliated(EntityBareJid room, MUCAffiliation affiliation) {
        MUCAdmin admin = new MUCAdmin();
        admin.addItem(new MUCItem(affiliation));
        return ask(admin, IQ.Type.get, room).map(answer -> ((MUCAdmin) answer).getItems().stream()
                .filter(item -> item.getJid() != null).map(item -> item.getJid().toString()).sorted().toList());
    }

    /** One at a time: Prosody reads the first of several items. */
    Future<Void> affiliate(EntityBareJid room, BareJid jid, MUCAffiliation affiliation) {
        MUCAdmin admin = new MUCAdmin();
        admin.addItem(new MUCItem(affiliation, jid));
        return ask(admin, IQ.Type.set, room).mapEmpty();
    }

    /** 422 {@code forbidden} where a service's admin must be in the room for it: ejabberd. */
    Future<List<MUCItem>> withRole(EntityBareJid room, MUCRole role) {
        MUCAdmin admin = new MUCAdmin();
        admin.addItem(new MUCItem(role));
        return ask(admin, IQ.Type.get, room).map(answer -> ((MUCAdmin) answer).getItems());
    }

    static boolean isMissing(Throwable failure) {
        return failure instanceof ProblemException refused && NO_ROOM.contains(String.valueOf(refused.problem().condition()));
    }

    static boolean isElsewhere(Throwable failure) {
        return failure instanceof ProblemException refused && NO_SERVICE.contains(String.valueOf(refused.problem().condition()));
    }

    static ProblemException unknown(EntityBareJid room) {
        return Problem.notFound("unknown-room", "There is no room " + room + ".").exception();
    }
}
