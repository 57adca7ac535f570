package io.parley.admin.room;

import java.util.List;
import java.util.Map;

/** How one server's form says one option. */
interface FormWay {
    /** The field by which a form is known to say it this way. */
    String field();

    /**
     * @param value a Boolean, an Integer, a String or a list of strings
     * @return the form's fields with their values; empty where this server cannot have the option so
     */
    Map<String, List<String>> write(Object value, RoomForm form);

    Object read(RoomForm form);
}
