package io.parley.fastpath.component;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a request's room is configured (XEP-0045, section 10.2): of what is wanted, what the server's form offers. */
final class RoomForm {
    private static final Map<String, String> WANTED = wanted();

    private RoomForm() {
    }

    private static Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("muc#roomconfig_membersonly", "1");
        wanted.put("muc#roomconfig_publicroom", "0");
        // an orderly restart of the server keeps such a room, with its members
        wanted.put("muc#roomconfig_persistentroom", "1");
        wanted.put("muc#roomconfig_moderatedroom", "0");
        wanted.put("muc#roomconfig_whois", "moderators");
        wanted.put("muc#roomconfig_allowinvites", "0");
        wanted.put("muc#roomconfig_changesubject", "0");
        wanted.put("muc#roomconfig_enablearchiving", "1"); // Prosody
        wanted.put("mam", "1"); // ejabberd
        wanted.put("public_list", "0"); // ejabberd
        return wanted;
    }

    /** The owner's answer to the form. */
    static Element filled(Element form, String description) {
        Element submitted = Element.of("x", Namespaces.FORM).with("type", "submit").with(field("FORM_TYPE", Namespaces.MUC_CONFIG));
        for (Element offered : form.children()) {
            String name = String.valueOf(offered.get("var"));
            String value = name.equals("muc#roomconfig_roomdesc") ? description : WANTED.get(name);
            if (offered.is("field", Namespaces.FORM) && value != null) {
                submitted = submitted.with(field(name, value));
            }
        }
        return submitted;
    }

    private static Element field(String name, String value) {
        return Element.of("field", Namespaces.FORM).with("var", name).withChild("value", value);
    }
}
