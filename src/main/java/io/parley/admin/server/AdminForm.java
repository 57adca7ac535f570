package io.parley.admin.server;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** Fills in the forms of XEP-0133: of what we know, whatever the form asks for, each field in the type that the form gives it. */
final class AdminForm {
    private static final String FORM_TYPE = "http://jabber.org/protocol/admin";

    private AdminForm() {
    }

    /** @param values by the fields' names; servers call the same thing differently, and a name that is not asked for is left out */
    static UnaryOperator<DataForm> filledWith(Map<String, List<String>> values) {
        return asked -> {
            DataForm.Builder form = DataForm.builder(DataForm.Type.submit).addField(FormField.buildHiddenFormType(FORM_TYPE));
            asked.getFields().stream().filter(field -> values.containsKey(field.getFieldName()))
                    .forEach(field -> form.addField(filled(field, values.get(field.getFieldName()))));
            return form.build();
        };
    }

    private static FormField filled(FormField asked, List<String> values) {
        String name = asked.getFieldName();
        String first = values.get(0);
        return switch (asked.getType()) {
            case jid_multi -> FormField.jidMultiBuilder(name).addValues(jids(values)).build();
            case jid_single -> FormField.jidSingleBuilder(name).setValue(jids(values).get(0)).build();
            case text_multi -> FormField.textMultiBuilder(name).addValues(first.lines().toList()).build();
            case text_private -> FormField.textPrivateBuilder(name).setValue(first).build();
            case list_single -> FormField.listSingleBuilder(name).setValue(first).build();
            case bool -> FormField.booleanBuilder(name).setValue(Boolean.parseBoolean(first)).build();
            default -> FormField.textSingleBuilder(name).setValue(first).build();
        };
    }

    private static List<Jid> jids(List<String> values) {
        return values.stream().<Jid>map(JidCreate::fromOrThrowUnchecked).toList();
    }
}
