package io.parley.admin;

import io.parley.bus.Problem;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.commands.AdHocCommand.Action;
import org.jivesoftware.smackx.commands.AdHocCommand.Status;
import org.jivesoftware.smackx.commands.AdHocCommandNote;
import org.jivesoftware.smackx.commands.packet.AdHocCommandData;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.Jid;

/** Carries out ad-hoc commands (XEP-0050): asks for the form, hands it in filled, and again while the server asks for another. */
public final class AdHoc {
    /** More than any command of XEP-0133 takes; a server that asks on and on must not keep us. */
    private static final int MAX_STEPS = 5;

    private final IqChannel channel;

    public AdHoc(IqChannel channel) {
        this.channel = channel;
    }

    /**
     * @param node   the command's name
     * @param filler makes the form to submit from a form that the server asks to fill in
     * @return the command's result; or a {@link io.parley.bus.ProblemException}: what the channel fails with, or 502
     *         {@code xmpp-protocol} when the server carries the command out in a way that the standard does not know
     */
    public Future<DataForm> run(Jid to, String node, UnaryOperator<DataForm> filler) {
        AdHocCommandData first = command(to, node, Action.execute, null);
        return step(first, filler, MAX_STEPS).compose(done -> done.getForm() == null || error(done).isPresent()
                ? broken(first, "has no result") : Future.succeededFuture(done.getForm()));
    }

    /**
     * As {@link #run}, for a command that does something and need not tell more.
     *
     * @return its result, if it has one; or 422 {@code command-refused} with the server's own words
     */
    public Future<Optional<DataForm>> perform(Jid to, String node, UnaryOperator<DataForm> filler) {
        return step(command(to, node, Action.execute, null), filler, MAX_STEPS).compose(done -> error(done)
                .<Future<Optional<DataForm>>>map(words -> Future.failedFuture(Problem.of(422, "command-refused",
                        "The XMPP server refused: " + words).exception()))
                .orElseGet(() -> Future.succeededFuture(Optional.ofNullable(done.getForm()))));
    }

    /** @return the command as the server completed it */
    private Future<AdHocCommandData> step(AdHocCommandData command, UnaryOperator<DataForm> filler, int steps) {
        return channel.request(command).compose(answer -> next(command, answer, filler, steps - 1));
    }

    private Future<AdHocCommandData> next(AdHocCommandData command, IQ answer, UnaryOperator<DataForm> filler, int steps) {
        if (!(answer instanceof AdHocCommandData data)) {
            return broken(command, "was not carried out");
        }
        if (data.getStatus() == Status.completed) {
            return Future.succeededFuture(data);
        }
        if (data.getStatus() != Status.executing || data.getForm() == null || steps == 0) {
            return broken(command, "does not end");
        }
        AdHocCommandData filled = command(command.getTo(), command.getNode(), Action.complete, data.getSessionID());
        filled.setForm(filler.apply(data.getForm()));
        return step(filled, filler, steps);
    }

    private static AdHocCommandData command(Jid to, String node, Action action, String session) {
        AdHocCommandData command = new AdHocCommandData();
        command.setType(IQ.Type.set);
        command.setTo(to);
        command.setNode(node);
        command.setAction(action);
        command.setSessionID(session);
        return command;
    }

    private static Optional<String> error(AdHocCommandData data) {
        return data.getNotes().stream().filter(note -> note.getType() == AdHocCommandNote.Type.error).map(AdHocCommandNote::getValue)
                .findFirst();
    }

    private static <T> Future<T> broken(AdHocCommandData command, String what) {
        return Future.failedFuture(Problem.of(502, "xmpp-protocol",
                "The XMPP server's command " + command.getNode() + " " + what + ".").exception());
    }
}
