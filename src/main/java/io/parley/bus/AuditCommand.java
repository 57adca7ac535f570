package io.parley.bus;

/** Reading the audit log. */
public sealed interface AuditCommand extends AdminCommand {

    /**
     * {@link AuditReply.Entries}, the newest first. What is null does not limit.
     *
     * @param username who did it
     * @param text     part of what was done, or to whom; case-insensitive
     * @param from     seconds since 1970, that second included
     * @param to       seconds since 1970, that second included
     * @param offset   how many to pass over
     * @param limit    how many at the most
     */
    record ReadAudit(String username, String text, Long from, Long to, int offset, int limit) implements AuditCommand {
    }
}
