package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What a workgroup does as the owner of its rooms (XEP-0045, sections 9 and 10). */
final class RoomOwner {
    private static final String NOTHING_THERE = "item-not-found";
    private static final String NOT_OURS = "forbidden";

    private final Questions questions;

    RoomOwner(Questions questions) {
        this.questions = questions;
    }

    Future<Void> configure(LiveRoom room) {
        String description = "A question to " + room.room().workgroup();
        return questions.ask("get", room.keeper(), room.address(), query()).compose(answer -> answer.child("query", Namespaces.MUC_OWNER)
                .flatMap(query -> query.child("x", Namespaces.FORM)).map(form -> RoomForm.filled(form, description))
                .map(filled -> questions.ask("set", room.keeper(), room.address(), query().with(filled)))
                .orElseGet(() -> Future.failedFuture(Problem.of(502, "xmpp-broken", "The room has no form to configure it.").exception())))
                .mapEmpty();
    }

    /** Makes all of them members. One question each: Prosody reads the first of several items. */
    Future<Void> admit(LiveRoom room, Collection<String> jids) {
        List<Future<Void>> all = jids.stream().map(jid -> affiliate(room, jid, "member", null)).collect(Collectors.toList());
        return Future.all(all).mapEmpty();
    }

    Future<Void> affiliate(LiveRoom room, String jid, String affiliation, String reason) {
        Element item = Element.of("item", Namespaces.MUC_ADMIN).with("affiliation", affiliation).with("jid", jid)
                .withChild("reason", reason);
        Element query = Element.of("query", Namespaces.MUC_ADMIN).with(item);
        return questions.ask("set", room.keeper(), room.address(), query).mapEmpty();
    }

    /**
     * A room that is not there is destroyed already; so is one that a late join has made anew, whose owner is another. Asked once more when
     * nothing comes in answer: ejabberd's rooms are processes, and what reaches one that is just ending is dropped without a word.
     */
    Future<Void> destroy(LiveRoom room, String reason) {
        return tryToDestroy(room, reason)
                .recover(failure -> StanzaErrors.isSilence(failure) ? tryToDestroy(room, reason) : Future.failedFuture(failure));
    }

    private Future<Void> tryToDestroy(LiveRoom room, String reason) {
        Element destroy = Element.of("destroy", Namespaces.MUC_OWNER).withChild("reason", reason);
        return questions.ask("set", room.keeper(), room.address(), query().with(destroy)).<Void>mapEmpty()
                .recover(failure -> StanzaErrors.isRefusal(failure, NOTHING_THERE) || StanzaErrors.isRefusal(failure, NOT_OURS)
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    private static Element query() {
        return Element.of("query", Namespaces.MUC_OWNER);
    }
}
