package io.parley.admin.server;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smackx.commands.packet.AdHocCommandData;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;

/** A server's side as it comes over the wire: what it offers, and for each command a form to fill in and then an answer. */
final class Dialogue implements AdminStream {
    private static final String ADMIN = "http://jabber.org/protocol/admin#";

    /** By the command's name: a form, or null where it answers at once; and the answer. */
    private record Step(String form, String answer) {
    }

    final List<AdHocCommandData> submitted = new ArrayList<>();
    final List<Stanza> sent = new ArrayList<>();
    int discoveries;
    int losses;
    private final Map<String, Step> steps = new HashMap<>();

    /** @param fields each {@code type name} */
    static String form(String... fields) {
        StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='form'>"
                + "<field type='hidden' var='FORM_TYPE'><value>http://jabber.org/protocol/admin</value></field>");
        for (String field : fields) {
            String[] parts = field.split(" ");
            form.append("<field type='").append(parts[0]).append("' var='").append(parts[1]).append("'/>");
        }
        return form.append("</x>").toString();
    }

    /** @param values of one field */
    static String result(String type, String name, String... values) {
        StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='result'><field type='hidden' var='FORM_TYPE'>"
                + "<value>http://jabber.org/protocol/admin</value></field><field type='" + type + "' var='" + name + "'>");
        for (String value : values) {
            form.append("<value>").append(value).append("</value>");
        }
        return form.append("</field></x>").toString();
    }

    /** @param answer what completes the command: notes, a form; or a condition, for an error */
    Dialogue offers(String command, String form, String answer) {
        steps.put(ADMIN + command, new Step(form, answer));
        return this;
    }

    @Override
    public Future<IQ> request(IQ request) {
        try {
            return answer(request);
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private Future<IQ> answer(IQ request) throws Exception {
        if (request instanceof DiscoverItems) {
            discoveries++;
            DiscoverItems items = new DiscoverItems();
            steps.keySet().forEach(node -> {
                DiscoverItems.Item item = new DiscoverItems.Item(request.getTo());
                item.setNode(node);
                items.addItem(item);
            });
            return Future.succeededFuture(items);
        }
        if (request instanceof AdHocCommandData command) {
            return command(command);
        }
        return Future.succeededFuture(request instanceof DiscoverInfo ? new DiscoverInfo() : request);
    }

    private Future<IQ> command(AdHocCommandData command) throws Exception {
        Step step = steps.get(command.getNode());
        if (step.form() != null && command.getForm() == null) {
            return parsed(command, "executing", step.form());
        }
        submitted.add(command);
        return step.answer().matches("[a-z-]+") ? Future.failedFuture(Problem.refused(step.answer(), "no").exception())
                : parsed(command, "completed", step.answer());
    }

    private static Future<IQ> parsed(AdHocCommandData command, String status, String content) throws Exception {
        return Future.succeededFuture(PacketParserUtils.parseStanza("<iq xmlns='jabber:client' type='result' id='1' from='localhost'>"
                + "<command xmlns='http://jabber.org/protocol/commands' node='" + command.getNode() + "' sessionid='s' status='" + status
                + "'>" + content + "</command></iq>"));
    }

    @Override
    public Future<Void> send(Stanza stanza) {
        sent.add(stanza);
        return Future.succeededFuture();
    }

    @Override
    public int losses() {
        return losses;
    }

    /** What was submitted last for this field. */
    List<String> given(String field) {
        return submitted.get(submitted.size() - 1).getForm().getField(field).getValuesAsString();
    }

    boolean asked(String field) {
        return submitted.get(submitted.size() - 1).getForm().hasField(field);
    }
}
