package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What is told of groups, in the contract's field names. */
public sealed interface GroupReply extends BusRecord {

    record Groups(List<Listed> groups) implements GroupReply {
    }

    /** A group in a list, which tells nobody who is in it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(String name, String description, boolean shared) {
    }

    /**
     * @param admins  bare JIDs; in a request usernames too
     * @param members as admins; an admin is not listed again among them
     * @param shared  whether clients may show the group in rosters; Parley keeps it for them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(String name, String description, List<String> admins, List<String> members, Boolean shared) implements GroupReply {
    }

    record GroupNames(List<String> groupnames) implements GroupReply {
    }
}
