package io.parley.admin.session;

import io.parley.admin.server.UserStreams;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.Optional;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;

/** How many messages wait at the server for a user who was not there when they came (XEP-0013, section 2.2). */
public final class Unread {
    private static final String OFFLINE = "http://jabber.org/protocol/offline";
    private static final String NUMBER = "number_of_messages";

    private final UserStreams streams;

    public Unread(UserStreams streams) {
        this.streams = streams;
    }

    /** @return or 501 {@code unread-unsupported}; or as {@link UserStreams#as} fails */
    Future<Integer> of(String user) {
        return streams.as(user, Unread::ask);
    }

    private static Future<Integer> ask(IqChannel user) {
        DiscoverInfo question = new DiscoverInfo();
        question.setType(IQ.Type.get);
        question.setNode(OFFLINE);
        return user.request(question).map(Unread::number)
                .recover(failure -> failure instanceof ProblemException refused && refused.problem().status() == 422
                        ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure))
                .compose(number -> number.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(Problem.of(501,
                        "unread-unsupported", "The XMPP server does not count what waits for a user (XEP-0013).").exception())));
    }

    private static Optional<Integer> number(IQ answer) {
        DataForm form = DataForm.from(answer, OFFLINE);
        FormField field = form == null ? null : form.getField(NUMBER);
        return Optional.ofNullable(field).map(FormField::getFirstValue).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
    }
}
