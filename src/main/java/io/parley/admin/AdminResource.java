package io.parley.admin;

/** One resource of the administration: users, rooms, groups. */
@FunctionalInterface
public interface AdminResource {
    /** Says which commands it carries out, and how. */
    void serve(AdminTable table);
}
