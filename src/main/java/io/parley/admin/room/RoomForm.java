package io.parley.admin.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.FormFieldWithOptions;
import org.jivesoftware.smackx.xdata.packet.DataForm;

/**
 * A room's configuration as its owner is offered it (XEP-0045, section 10.2), with what the room discloses of itself: which options there
 * are, and how they stand, differs between servers.
 */
record RoomForm(DataForm offered, DiscoverInfo info) {
    private static final String FORM_TYPE = "http://jabber.org/protocol/muc#roomconfig";

    boolean has(String field) {
        return offered.getField(field) != null;
    }

    List<String> values(String field) {
        return Optional.ofNullable(offered.getField(field)).map(FormField::getValuesAsString).orElse(List.of());
    }

    /** Empty where there is none. */
    String value(String field) {
        return values(field).stream().findFirst().orElse("");
    }

    boolean flag(String field) {
        return isTrue(value(field));
    }

    /** What the server offers to choose from. */
    List<String> choices(String field) {
        return offered.getField(field) instanceof FormFieldWithOptions choice
                ? choice.getOptions().stream().map(FormField.Option::getValueString).toList() : List.of();
    }

    boolean discloses(String feature) {
        return info.containsFeature(feature);
    }

    /** The form, filled with these values alone: Prosody and ejabberd leave what is missing as it is. */
    DataForm filled(Map<String, List<String>> values) {
        DataForm.Builder form = DataForm.builder(DataForm.Type.submit).addField(FormField.buildHiddenFormType(FORM_TYPE));
        values.forEach((field, given) -> form.addField(filled(field, given)));
        return form.build();
    }

    /** How these fields stand. */
    Map<String, List<String>> asOffered(Set<String> fields) {
        return fields.stream().collect(Collectors.toMap(field -> field,
                field -> values(field).isEmpty() && offered.getField(field).getType() != FormField.Type.list_multi ? List.of("")
                        : values(field)));
    }

    /** Each with the type that it was offered with: what has another type elsewhere, Smack refuses to read from then on. */
    private FormField filled(String field, List<String> given) {
        return switch (offered.getField(field).getType()) {
            case bool -> FormField.booleanBuilder(field).setValue(isTrue(given.get(0))).build();
            case list_multi -> FormField.listMultiBuilder(field).addValues(given).build();
            case list_single -> FormField.listSingleBuilder(field).setValue(given.get(0)).build();
            case text_private -> FormField.textPrivateBuilder(field).setValue(given.get(0)).build();
            default -> FormField.textSingleBuilder(field).setValue(given.get(0)).build();
        };
    }

    /** Whether the form stands as it was filled. */
    boolean stands(String field, List<String> given) {
        if (offered.getField(field) != null && offered.getField(field).getType() == FormField.Type.bool) {
            return flag(field) == isTrue(given.get(0));
        }
        return plain(values(field)).equals(plain(given));
    }

    private static List<String> plain(List<String> values) {
        return values.stream().map(value -> value.replace("\r\n", "\n")).filter(value -> !value.isEmpty()).sorted().toList();
    }

    private static boolean isTrue(String value) {
        return value.equals("1") || value.equals("true");
    }
}
