package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What the directory answers, in the contract's field names. */
public sealed interface DirectoryReply extends BusRecord {

    record Users(List<User> users) implements DirectoryReply {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record User(String username, String name, String email, List<Property> properties) implements DirectoryReply {
    }

    record Property(String key, String value) {
    }
}
