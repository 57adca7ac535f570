package io.parley.bus;

/** What is asked at {@link Addresses#DIRECTORY}. */
public sealed interface DirectoryCommand extends BusRecord {

    /** {@code search}: part of a name, case-insensitive; null for all. {@link DirectoryReply.Users}. */
    record SearchUsers(String search) implements DirectoryCommand {
    }

    /** Creates or replaces a profile property. {@link Done}. */
    record PutProperty(String user, String key, String value) implements DirectoryCommand {
    }

    /** {@link Done}; 404 when there is none. */
    record RemoveProperty(String user, String key) implements DirectoryCommand {
    }
}
