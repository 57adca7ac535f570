package io.parley.admin.room;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;

/** What a room says of itself that is no option: in the form of {@code muc#roominfo} (XEP-0045, section 6.4), where it says it at all. */
record Disclosed(DiscoverInfo info) {
    private static final String FORM = "http://jabber.org/protocol/muc#roominfo";

    Optional<String> subject() {
        return field("muc#roominfo_subject");
    }

    /** Servers name it differently, each below a namespace of its own. */
    Optional<Instant> created() {
        return field("creationdate").flatMap(Disclosed::time);
    }

    private Optional<String> field(String ending) {
        DataForm form = DataForm.from(info, FORM);
        return form == null ? Optional.empty() : form.getFields().stream().filter(field -> field.getFieldName().endsWith(ending))
                .map(FormField::getFirstValue).filter(value -> value != null && !value.isEmpty()).findFirst();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // Openfire writes it in a format of its own
        }
    }
}
