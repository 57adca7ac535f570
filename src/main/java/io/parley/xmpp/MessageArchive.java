package io.parley.xmpp;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smackx.mam.element.MamElements;
import org.jivesoftware.smackx.mam.element.MamElements.MamResultExtension;
import org.jivesoftware.smackx.mam.element.MamFinIQ;
import org.jivesoftware.smackx.mam.element.MamQueryIQ;
import org.jivesoftware.smackx.rsm.packet.RSMSet;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.Jid;

/** Asks message archives (XEP-0313): an account's own and those of rooms. */
public final class MessageArchive {
    private static final Set<String> WITHOUT_ARCHIVE = Set.of("service-unavailable", "feature-not-implemented");

    /**
     * What is wanted of an archive; null is no limit. With {@code after} the page follows that id, or is the oldest
     * where it is empty; else it ends before {@code before}, or is the newest where that is empty.
     *
     * @param room whose archive; null is the account's own
     */
    public record Query(BareJid room, Jid with, Instant start, Instant end, String before, String after, int max) {
    }

    /** A message of an archive. {@code time} is when the archive had it. */
    public record Archived(String id, Message message, Instant time) {
    }

    /** Oldest first. {@code complete}: there is nothing beyond in the direction asked. */
    public record Page(List<Archived> messages, String first, String last, boolean complete) {
    }

    private record Running(Jid archive, List<Archived> found) {
    }

    private final IqChannel channel;
    private final BareJid account;
    private final Supplier<String> ids;
    private final InstantSource clock;
    /** Results may be told on another thread than the one that asks. */
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /**
     * @param account whose stream the channel is
     * @param ids     makes the ids of queries
     */
    public MessageArchive(IqChannel channel, BareJid account, Supplier<String> ids, InstantSource clock) {
        this.channel = channel;
        this.account = account;
        this.ids = ids;
        this.clock = clock;
    }

    /** One page; 501 {@code archive-unsupported} where there is no archive. */
    public Future<Page> page(Query query) {
        String queryId = ids.get();
        Running run = new Running(query.room() == null ? account : query.room(), new ArrayList<>());
        running.put(queryId, run);
        return channel.request(iq(queryId, query))
                .map(fin -> page((MamFinIQ) fin, run.found()))
                .recover(failure -> Future.failedFuture(archiveProblem(failure)))
                .onComplete(done -> running.remove(queryId));
    }

    private static IQ iq(String queryId, Query query) {
        DataForm.Builder form = DataForm.builder().addField(FormField.buildHiddenFormType(MamElements.NAMESPACE));
        if (query.with() != null) {
            form.addField(FormField.builder("with").setValue(query.with().toString()).build());
        }
        if (query.start() != null) {
            form.addField(FormField.builder("start").setValue(query.start().toString()).build());
        }
        if (query.end() != null) {
            form.addField(FormField.builder("end").setValue(query.end().toString()).build());
        }
        MamQueryIQ iq = new MamQueryIQ(queryId, form.build());
        iq.setType(IQ.Type.set);
        iq.setTo(query.room());
        iq.addExtension(set(query));
        return iq;
    }

    private static RSMSet set(Query query) {
        if (query.after() == null) {
            return new RSMSet(query.max(), query.before() == null ? "" : query.before(), RSMSet.PageDirection.before);
        }
        return query.after().isEmpty() ? new RSMSet(query.max()) : new RSMSet(query.max(), query.after(), RSMSet.PageDirection.after);
    }

    private static Page page(MamFinIQ fin, List<Archived> found) {
        RSMSet set = fin.getRSMSet();
        return new Page(List.copyOf(found), set == null ? null : set.getFirst(), set == null ? null : set.getLast(), fin.isComplete());
    }

    /** Takes a message in that carries a result: whether it does. */
    public boolean take(Stanza stanza) {
        if (!(stanza instanceof Message carrier)) {
            return false;
        }
        MamResultExtension result = MamResultExtension.from(carrier);
        if (result == null) {
            return false;
        }
        Running run = running.get(result.getQueryId());
        // anybody can send a message that looks like a result: only the archive that was asked counts (XEP-0313, section 7)
        boolean fromArchive = run != null && (carrier.getFrom() == null || run.archive().equals(carrier.getFrom()));
        if (fromArchive) {
            Message message = result.getForwarded().getForwardedStanza();
            var delay = result.getForwarded().getDelayInformation();
            run.found().add(new Archived(result.getId(), message, delay == null ? clock.instant() : delay.getStamp().toInstant()));
        }
        return true;
    }

    private static Throwable archiveProblem(Throwable failure) {
        if (failure instanceof ProblemException refused && WITHOUT_ARCHIVE.contains(String.valueOf(refused.problem().condition()))) {
            return unsupported();
        }
        return failure;
    }

    /** Why there is nothing to ask. */
    public static ProblemException unsupported() {
        return Problem.of(501, "archive-unsupported", "The XMPP server keeps no archive here (XEP-0313).").exception();
    }
}
