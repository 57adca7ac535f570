package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What is told of properties, in the contract's field names. */
public sealed interface PropertyReply extends BusRecord {

    record Properties(List<SystemProperty> property) implements PropertyReply {
    }

    /** @param value null where nothing is set; {@code (hidden)} in the place of a secret */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SystemProperty(String key, String value) implements PropertyReply {
    }
}
