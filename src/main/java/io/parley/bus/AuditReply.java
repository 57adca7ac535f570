package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What is read of the audit log, in the contract's field names. */
public sealed interface AuditReply extends BusRecord {

    record Entries(List<Entry> logs) implements AuditReply {
    }

    /**
     * @param username  who did it; {@code master secret} for a trusted back-end
     * @param timestamp seconds since 1970
     * @param node      the address that the request came from
     * @param outcome   {@code done}, the code of the problem that it was refused with, or null when Parley ended before it was known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(long logId, String username, long timestamp, String summary, String target, String node, String details, String outcome) {
    }
}
