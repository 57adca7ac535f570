package io.parley.fastpath.component;

import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the archives of rooms (XEP-0313), page by page (XEP-0059), oldest first. */
final class RoomArchive {
    private static final int PAGE = 100;
    private static final int MOST = 5_000;

    private record Running(LiveRoom room, List<RoomMessage> found) {
    }

    private final Questions questions;
    private final Secrets secrets;
    private final MessageReader reader;
    private final Map<String, Running> running = new HashMap<>();

    RoomArchive(Questions questions, Secrets secrets, MessageReader reader) {
        this.questions = questions;
        this.secrets = secrets;
        this.reader = reader;
    }

    /** All since then, the newest left out where there are more than 5,000. Servers may keep whole seconds only. */
    Future<List<RoomMessage>> since(LiveRoom room, Instant since) {
        Running run = new Running(room, new ArrayList<>());
        String id = secrets.id("a-");
        running.put(id, run);
        return pages(id, run, since.truncatedTo(ChronoUnit.SECONDS), null).map(done -> List.copyOf(run.found()))
                .onComplete(done -> running.remove(id));
    }

    private Future<Void> pages(String id, Running run, Instant since, String after) {
        LiveRoom room = run.room();
        return questions.ask("set", room.keeper(), room.address(), query(id, since, after)).compose(answer -> {
            Optional<Element> fin = answer.child("fin", Namespaces.ARCHIVE);
            String last = fin.flatMap(end -> end.child("set", Namespaces.RESULT_SET)).flatMap(set -> set.child("last"))
                    .map(Element::text).orElse("");
            boolean complete = fin.map(end -> "true".equals(end.get("complete"))).orElse(true);
            boolean over = complete || last.isEmpty() || last.equals(after) || run.found().size() >= MOST;
            return over ? Future.succeededFuture() : pages(id, run, since, last);
        });
    }

    private static Element query(String id, Instant since, String after) {
        Element form = Element.of("x", Namespaces.FORM).with("type", "submit").with(field("FORM_TYPE", Namespaces.ARCHIVE))
                .with(field("start", since.toString()));
        Element set = Element.of("set", Namespaces.RESULT_SET).withChild("max", Integer.toString(PAGE)).withChild("after", after);
        return Element.of("query", Namespaces.ARCHIVE).with("queryid", id).with(form).with(set);
    }

    private static Element field(String name, String value) {
        return Element.of("field", Namespaces.FORM).with("var", name).withChild("value", value);
    }

    /** Takes a message in that carries a result: whether it does. Only the archive that was asked counts, anybody can send such a one. */
    boolean take(Element message) {
        Optional<Element> result = message.child("result", Namespaces.ARCHIVE);
        result.ifPresent(found -> {
            Running run = running.get(String.valueOf(found.get("queryid")));
            if (run != null && run.room().address().equals(message.get("from")) && run.found().size() < MOST) {
                found.child("forwarded", Namespaces.FORWARD).flatMap(forwarded -> read(run.room(), found.get("id"), forwarded))
                        .ifPresent(run.found()::add);
            }
        });
        return result.isPresent();
    }

    private Optional<RoomMessage> read(LiveRoom room, String archiveId, Element forwarded) {
        Optional<Instant> at = forwarded.child("delay", Namespaces.DELAY).flatMap(MessageReader::stamp);
        return forwarded.child("message", Namespaces.STANZA)
                .flatMap(message -> at.flatMap(time -> reader.archived(room, message, archiveId, time)));
    }
}
