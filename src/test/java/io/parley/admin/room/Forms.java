package io.parley.admin.room;

import java.util.List;
import java.util.Map;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.ListMultiFormField;
import org.jivesoftware.smackx.xdata.ListSingleFormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;

/** The forms with which servers configure rooms, as they were seen. */
final class Forms {
    private static final String CONFIG = "muc#roomconfig_";

    private Forms() {
    }

    static RoomForm prosody() {
        DataForm.Builder form = common();
        form.addField(flag("{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites", false));
        form.addField(flag(CONFIG + "enablearchiving", true));
        form.addField(roles("none", "visitor", "participant", "moderator"));
        return room(form, "jabber:iq:register");
    }

    static RoomForm ejabberd() {
        DataForm.Builder form = common();
        form.addField(flag(CONFIG + "passwordprotectedroom", false));
        form.addField(choice(CONFIG + "maxusers", "200", "5", "30", "200"));
        form.addField(flag(CONFIG + "allowinvites", true));
        form.addField(flag("allow_private_messages", true));
        form.addField(choice("allow_private_messages_from_visitors", "anyone", "nobody", "moderators", "anyone"));
        form.addField(flag("mam", true));
        form.addField(roles("visitor", "participant", "moderator"));
        return room(form);
    }

    /** As its source has it. */
    static RoomForm openfire() {
        DataForm.Builder form = common();
        form.addField(flag(CONFIG + "passwordprotectedroom", false));
        form.addField(choice(CONFIG + "maxusers", "30", "10", "20", "30", "40", "50", "none"));
        form.addField(flag(CONFIG + "allowinvites", false));
        form.addField(choice(CONFIG + "allowpm", "anyone", "anyone", "moderators", "participants", "none"));
        form.addField(flag(CONFIG + "enablelogging", false));
        form.addField(flag("x-" + CONFIG + "reservednick", false));
        form.addField(flag("x-" + CONFIG + "canchangenick", true));
        form.addField(flag("x-" + CONFIG + "registration", true));
        form.addField(roles("visitor", "participant", "moderator"));
        return room(form);
    }

    private static DataForm.Builder common() {
        DataForm.Builder form = DataForm.builder(DataForm.Type.form);
        form.addField(FormField.buildHiddenFormType("http://jabber.org/protocol/muc#roomconfig"));
        form.addField(FormField.textSingleBuilder(CONFIG + "roomname").build());
        form.addField(FormField.textSingleBuilder(CONFIG + "roomdesc").build());
        form.addField(FormField.textPrivateBuilder(CONFIG + "roomsecret").build());
        form.addField(choice(CONFIG + "whois", "moderators", "moderators", "anyone"));
        List.of("persistentroom", "publicroom", "changesubject", "membersonly", "moderatedroom")
                .forEach(name -> form.addField(flag(CONFIG + name, false)));
        return form;
    }

    private static FormField flag(String name, boolean value) {
        return FormField.booleanBuilder(name).setValue(value).build();
    }

    private static FormField choice(String name, String value, String... options) {
        ListSingleFormField.Builder builder = FormField.listSingleBuilder(name).setValue(value);
        for (String option : options) {
            builder.addOption(option);
        }
        return builder.build();
    }

    private static FormField roles(String... options) {
        ListMultiFormField.Builder builder = FormField.listMultiBuilder(CONFIG + "presencebroadcast");
        for (String option : options) {
            builder.addOption(option);
        }
        return builder.addValues(List.of("moderator", "participant", "visitor")).build();
    }

    private static RoomForm room(DataForm.Builder form, String... features) {
        DiscoverInfo info = new DiscoverInfo();
        for (String feature : features) {
            info.addFeature(feature);
        }
        return new RoomForm(form.build(), info);
    }

    /** The form as it stands when these have been written into it. */
    static RoomForm after(RoomForm form, Map<String, List<String>> written) {
        DataForm.Builder now = DataForm.builder(DataForm.Type.form);
        form.offered().getFields().forEach(field -> now.addField(!written.containsKey(field.getFieldName()) ? field
                : written(field, written.get(field.getFieldName()))));
        return new RoomForm(now.build(), form.info());
    }

    private static FormField written(FormField field, List<String> values) {
        return switch (field.getType()) {
            case bool -> flag(field.getFieldName(), values.get(0).equals("1"));
            case list_single -> choice(field.getFieldName(), values.get(0), ((ListSingleFormField) field).getOptions().stream()
                    .map(FormField.Option::getValueString).toArray(String[]::new));
            case list_multi -> FormField.listMultiBuilder(field.getFieldName()).addValues(values).build();
            case text_private -> FormField.textPrivateBuilder(field.getFieldName()).setValue(values.get(0)).build();
            default -> FormField.textSingleBuilder(field.getFieldName()).setValue(values.get(0)).build();
        };
    }
}
